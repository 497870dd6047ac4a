public import Policies

/// One figure about a provider, with where it comes from.
///
/// `explain` shows every one of them, so that nobody mistakes folklore for documentation.
public struct Fact: Sendable, Hashable {
  /// What the figure sets: the path of a scenario's key, or a short name where no key exists.
  public let path: String

  /// The figure, in words.
  public let value: String

  /// How well it is known.
  public let mark: SourceMark

  /// Where it was read.
  public let source: String

  /// Creates a fact.
  public init(_ path: String, _ value: String, _ mark: SourceMark, _ source: String) {
    self.path = path
    self.value = value
    self.mark = mark
    self.source = source
  }
}
