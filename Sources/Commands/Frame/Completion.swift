/// Completion scripts for shells, made from the table of verbs.
enum Completion {
  /// For bash: a function that looks at the verb and at the word before the cursor.
  static func bash(_ verbs: [Verb]) -> String {
    let cases = verbs.map { verb in
      """
          \(verb.name))
            words='\((verb.operands.choices + names(verb)).joined(separator: " "))'
            case $before in
      \(values(verb).map { "        --\($0)) words='\($1)' ;;\n" }.joined())\
      \(paths(verb).map { "        --\($0)) words=; files=yes ;;\n" }.joined())\
            esac
      \(takesFiles(verb) ? "      case $word in -*) ;; *) files=yes ;; esac\n" : "")\
            ;;
      """
    }
    return """
      # bash completion for spillway
      _spillway() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= files=
        if [ "$COMP_CWORD" -eq 1 ]; then
          words='\(verbs.map(\.name).joined(separator: " ")) --help --version'
        else
          case ${COMP_WORDS[1]} in
      \(cases.joined(separator: "\n"))
          esac
        fi
        COMPREPLY=($(compgen -W "$words" -- "$word"))
        [ -z "$files" ] || COMPREPLY+=($(compgen -f -- "$word"))
      }
      complete -o filenames -F _spillway spillway ./spillway
      """
  }

  /// For zsh: descriptions beside every word.
  static func zsh(_ verbs: [Verb]) -> String {
    let rows = verbs.map { "    \(quoted($0.name + ":" + $0.answers))" }
    let cases = verbs.map { verb in
      let options = verb.allOptions.map { "        \(zshOption($0)) \\" }
      let operand = zshOperand(verb.operands)
      return """
            \(verb.name))
              _arguments \\
        \(options.joined(separator: "\n"))
                \(operand)
              ;;
        """
    }
    return """
      #compdef spillway
      _spillway() {
        local -a verbs
        verbs=(
      \(rows.joined(separator: "\n"))
        )
        if (( CURRENT == 2 )); then
          _describe verb verbs
          return
        fi
        local verb=$words[2]
        words=("${(@)words[2,-1]}")
        (( CURRENT-- ))
        case $verb in
      \(cases.joined(separator: "\n"))
        esac
      }
      compdef _spillway spillway
      """
  }

  /// For fish: one line per word.
  static func fish(_ verbs: [Verb]) -> String {
    var lines = ["# fish completion for spillway", "complete -c spillway -f"]
    for verb in verbs {
      let seen = "__fish_seen_subcommand_from \(verb.name)"
      lines.append(
        "complete -c spillway -n __fish_use_subcommand -a \(verb.name) -d \(quoted(verb.answers))"
      )
      for option in verb.allOptions {
        let value = fishValue(option.value)
        lines.append(
          "complete -c spillway -n '\(seen)' -l \(option.name)\(value) -d \(quoted(option.says))"
        )
      }
      if takesFiles(verb) { lines.append("complete -c spillway -n '\(seen)' -F") }
      if !verb.operands.choices.isEmpty {
        let words = verb.operands.choices.joined(separator: " ")
        lines.append("complete -c spillway -n '\(seen)' -a \(quoted(words))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func names(_ verb: Verb) -> [String] {
    verb.allOptions.map { "--" + $0.name }
  }

  private static func values(_ verb: Verb) -> [(String, String)] {
    verb.allOptions.compactMap { option in
      guard case .choice(let words) = option.value else { return nil }
      return (option.name, words.joined(separator: " "))
    }
  }

  private static func paths(_ verb: Verb) -> [String] {
    verb.allOptions.compactMap { option in
      switch option.value {
      case .file, .folder: option.name
      case .none, .text, .choice, .whole: nil
      }
    }
  }

  private static func takesFiles(_ verb: Verb) -> Bool {
    verb.operands.choices.isEmpty && verb.operands.count.upperBound > 0
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  private static func zshOption(_ option: Option) -> String {
    // Brackets and colons have a meaning of their own in these specifications.
    let says = String(option.says.flatMap { "[]:".contains($0) ? ["\\", $0] : [$0] })
    let repeats = option.isRepeatable ? "*" : ""
    let value =
      switch option.value {
      case .none: ""
      case .choice(let words): ":value:(\(words.joined(separator: " ")))"
      case .file: ":file:_files"
      case .folder: ":folder:_files -/"
      case .text(let name), .whole(let name, _): ":\(name.lowercased()): "
      }
    return quoted("\(repeats)--\(option.name)\(value.isEmpty ? "" : "=")[\(says)]\(value)")
  }

  private static func zshOperand(_ operands: Verb.Operands) -> String {
    if !operands.choices.isEmpty { return "'*:word:(\(operands.choices.joined(separator: " ")))'" }
    return operands.count.upperBound > 0 ? "'*:file:_files'" : "'*: :'"
  }

  private static func fishValue(_ value: Option.Value) -> String {
    switch value {
    case .none: ""
    case .choice(let words): " -x -a \(quoted(words.joined(separator: " ")))"
    case .file, .folder: " -r -F"
    case .text, .whole: " -x"
    }
  }
}
