internal import CYAML

/// A place as libyaml counts it: everything from 0, in characters.
struct RawMark: Sendable {
  let index: Int
  let line: Int
  let column: Int
}

/// One step of libyaml's parser.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd, sequenceEnd, mappingEnd
    case alias(String)
    case scalar(String, isPlain: Bool, anchor: String?, tag: String?)
    case sequenceStart(anchor: String?, tag: String?)
    case mappingStart(anchor: String?, tag: String?)
  }

  let kind: Kind
  let start: RawMark
  let end: RawMark
}

/// What libyaml could not read.
struct YAMLFault: Error {
  let problem: String
  let mark: RawMark
  /// Set when a character, not the grammar, is at fault: then only the byte is known.
  let byteOffset: Int?
}

/// Owns a libyaml parser and the bytes it reads.
///
/// The parser keeps a pointer to itself, so it lives at one address on the heap for all its life.
@safe
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    unsafe input = .allocate(capacity: max(bytes.count, 1))
    _ = unsafe input.initialize(from: bytes)
    let ready = unsafe yaml_parser_initialize(parser)
    precondition(ready == 1, "libyaml could not allocate its buffers")
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deinitialize(count: 1)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  mutating func next() throws(YAMLFault) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YAMLEvent(
      kind: Self.kind(of: event),
      start: RawMark(event.start_mark),
      end: RawMark(event.end_mark)
    )
  }

  private var fault: YAMLFault {
    let problem =
      unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "unreadable text"
    let isReader = unsafe parser.pointee.error == YAML_READER_ERROR
    return unsafe YAMLFault(
      problem: problem,
      mark: RawMark(parser.pointee.problem_mark),
      byteOffset: isReader ? parser.pointee.problem_offset : nil
    )
  }

  private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    let data = unsafe event.data
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_ALIAS_EVENT: return unsafe .alias(text(data.alias.anchor) ?? "")
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe data.sequence_start
      return unsafe .sequenceStart(anchor: text(start.anchor), tag: text(start.tag))
    case YAML_MAPPING_START_EVENT:
      let start = unsafe data.mapping_start
      return unsafe .mappingStart(anchor: text(start.anchor), tag: text(start.tag))
    case YAML_SCALAR_EVENT:
      let scalar = unsafe data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return unsafe .scalar(
        String(decoding: bytes, as: UTF8.self),
        isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
        anchor: text(scalar.anchor),
        tag: text(scalar.tag)
      )
    default: preconditionFailure("libyaml sent an event without a kind")
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }
}

extension RawMark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(index: mark.index, line: mark.line, column: mark.column)
  }
}
