/// A word, number or sign of an expectation, with its place in the line.
struct ExpectationToken: Sendable {
  enum Kind: Sendable {
    case word, open, close, comma, colon, plus
    case comparison(Comparison)
  }

  let kind: Kind
  let text: String
  /// Code points from the beginning of the line.
  let start: Int
  let end: Int
}

/// Cuts a line into tokens; what belongs to no token becomes a word of its own, to be refused in its place.
func expectationTokens(_ line: String) -> [ExpectationToken] {
  let scalars = Array(line.unicodeScalars)
  var tokens: [ExpectationToken] = []
  var index = 0
  while index < scalars.count {
    let start = index
    func token(_ kind: ExpectationToken.Kind, _ length: Int) {
      index += length
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[start..<index])
      tokens.append(ExpectationToken(kind: kind, text: String(text), start: start, end: index))
    }
    switch scalars[index] {
    case " ", "\t", "\n", "\r": index += 1
    case "(": token(.open, 1)
    case ")": token(.close, 1)
    case ",": token(.comma, 1)
    case ":": token(.colon, 1)
    case "+": token(.plus, 1)
    case "<", ">", "=", "!":
      let isDouble = index + 1 < scalars.count && scalars[index + 1] == "="
      let text = String(Character(scalars[index])) + (isDouble ? "=" : "")
      if let comparison = Comparison(rawValue: text) {
        token(.comparison(comparison), isDouble ? 2 : 1)
      } else {
        token(.word, 1)
      }
    default:
      var length = 1
      while start + length < scalars.count, !separators.contains(scalars[start + length]) {
        length += 1
      }
      token(.word, length)
    }
  }
  return tokens
}

private let separators: Set<Unicode.Scalar> = [
  " ", "\t", "\n", "\r", "(", ")", ",", ":", "+", "<", ">", "=", "!",
]
