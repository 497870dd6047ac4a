/// The words of the format, gathered from the decoder's own tables.
enum Vocabulary {
  /// Shapes that are used in many places or contain themselves.
  static let named: [(name: String, shape: Schema)] = [
    ("distribution", Kind<DistributionSyntax>.distributionSchema),
    ("provider", WrittenProvider.table.schema),
    ("policy", .any([.text(pattern: nil), PolicyLayer.schema])),
  ]

  static func shape(named name: String) -> Schema {
    guard let shape = named.first(where: { $0.name == name })?.shape else {
      preconditionFailure("no shape is called \(name)")
    }
    return shape
  }
}
