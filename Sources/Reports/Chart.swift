/// A picture as a neutral value: what to draw, never how.
package enum Chart: Sendable, Equatable {
  case timeline(Timeline)
  case curve(Curve)
  case heat(HeatMap)
  /// Every replication's value, group by group.
  case strip([StripGroup], in: Quantity)
  /// How far a value moves when one factor moves (a tornado).
  case bars([Bar], around: Double, in: Quantity)

  /// Panels over one virtual time, with one cursor.
  package struct Timeline: Sendable, Equatable {
    /// The time of the first row, and the seconds between rows.
    package var start: Double
    package var step: Double
    /// Where measuring began; 0 without a warm-up.
    package var warmUp: Double
    package var bands: [Band]
    package var panels: [Panel]

    /// Creates a timeline; every series of every panel must have as many rows.
    package init(
      start: Double = 0,
      step: Double,
      warmUp: Double = 0,
      bands: [Band] = [],
      panels: [Panel]
    ) {
      precondition(step > 0, "rows of a timeline are some time apart, found \(step) s")
      let lengths = Set(panels.flatMap { $0.series.map(\.values.count) })
      precondition(
        lengths.count <= 1,
        "series of one timeline are equally long: \(lengths.sorted())"
      )
      self.start = start
      self.step = step
      self.warmUp = warmUp
      self.bands = bands
      self.panels = panels
    }

    /// Rows of every series.
    var count: Int { panels.lazy.flatMap(\.series).first?.values.count ?? 0 }
  }

  /// A stretch of time that has a name: a fault.
  package struct Band: Sendable, Equatable {
    package var name: String
    package var from: Double
    /// The end; `nil` when it lasts to the end of the run.
    package var to: Double?

    /// Creates a band.
    package init(_ name: String, from: Double, to: Double?) {
      self.name = name
      self.from = from
      self.to = to
    }
  }

  /// Lines in one unit, or one ribbon for each series: a share as depth of colour.
  package struct Panel: Sendable, Equatable {
    package var title: String
    package var quantity: Quantity
    package var isRibbon: Bool
    package var series: [Series]

    /// Creates a panel.
    package init(
      _ title: String,
      in quantity: Quantity,
      isRibbon: Bool = false,
      series: [Series]
    ) {
      self.title = title
      self.quantity = quantity
      self.isRibbon = isRibbon
      self.series = series
    }
  }

  /// One line over a timeline, with the band that replications span.
  package struct Series: Sendable, Equatable {
    package var name: String
    package var values: [Double?]
    package var low: [Double?]
    package var high: [Double?]

    /// Creates a series; the band's ends are both empty or as long as the values.
    package init(_ name: String, _ values: [Double?], low: [Double?] = [], high: [Double?] = []) {
      precondition(
        low.count == high.count && (low.isEmpty || low.count == values.count),
        "a band of \(name) has \(values.count) rows, found \(low.count) and \(high.count)"
      )
      self.name = name
      self.values = values
      self.low = low
      self.high = high
    }
  }

  /// y over x, with bounds as straight lines.
  package struct Curve: Sendable, Equatable {
    package var x: Axis
    package var y: Axis
    package var lines: [Line]
    package var bounds: [Bound]

    /// Creates a plot.
    package init(x: Axis, y: Axis, lines: [Line], bounds: [Bound] = []) {
      self.x = x
      self.y = y
      self.lines = lines
      self.bounds = bounds
    }
  }

  /// What an axis measures.
  package struct Axis: Sendable, Equatable {
    package var title: String
    package var quantity: Quantity
    package var isLogarithmic: Bool

    /// Creates an axis.
    package init(_ title: String, in quantity: Quantity, isLogarithmic: Bool = false) {
      self.title = title
      self.quantity = quantity
      self.isLogarithmic = isLogarithmic
    }
  }

  /// One line or cloud of points.
  package struct Line: Sendable, Equatable {
    package var name: String
    package var style: Style
    package var points: [Point]

    /// How points are shown.
    package enum Style: String, Sendable {
      case line
      case points
      case both
    }

    /// Creates a line.
    package init(_ name: String, style: Style = .line, _ points: [Point]) {
      self.name = name
      self.style = style
      self.points = points
    }
  }

  /// A point, its interval, and its name where points have names.
  package struct Point: Sendable, Equatable {
    package var x: Double
    package var y: Double?
    package var low: Double?
    package var high: Double?
    package var label: String

    /// Creates a point.
    package init(
      _ x: Double,
      _ y: Double?,
      low: Double? = nil,
      high: Double? = nil,
      label: String = ""
    ) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
      self.label = label
    }
  }

  /// A straight line across the plot: an objective, the chosen size, a closed form.
  package struct Bound: Sendable, Equatable {
    package var label: String
    package var isVertical: Bool
    package var at: Double

    /// Creates a bound at a place on the x axis (vertical) or on the y axis.
    package init(_ label: String, isVertical: Bool, at place: Double) {
      self.label = label
      self.isVertical = isVertical
      at = place
    }
  }

  /// Values over two factors.
  package struct HeatMap: Sendable, Equatable {
    package var xTitle: String
    package var xLabels: [String]
    package var yTitle: String
    package var yLabels: [String]
    package var quantity: Quantity
    /// One row for each y label, top to bottom.
    package var values: [[Double?]]

    /// Creates a map; every row needs one value for each x label.
    package init(
      x: String,
      _ xLabels: [String],
      y: String,
      _ yLabels: [String],
      in quantity: Quantity,
      values: [[Double?]]
    ) {
      precondition(
        values.count == yLabels.count && values.allSatisfy { $0.count == xLabels.count },
        "a map of \(yLabels.count) by \(xLabels.count) labels needs as many values"
      )
      xTitle = x
      self.xLabels = xLabels
      yTitle = y
      self.yLabels = yLabels
      self.quantity = quantity
      self.values = values
    }
  }

  /// The replications of one variant, and the interval of their mean.
  package struct StripGroup: Sendable, Equatable {
    package var name: String
    package var values: [Double?]
    package var low: Double?
    package var high: Double?

    /// Creates a group.
    package init(_ name: String, _ values: [Double?], low: Double? = nil, high: Double? = nil) {
      self.name = name
      self.values = values
      self.low = low
      self.high = high
    }
  }

  /// One factor's reach.
  package struct Bar: Sendable, Equatable {
    package var name: String
    package var low: Double
    package var high: Double

    /// Creates a bar.
    package init(_ name: String, low: Double, high: Double) {
      self.name = name
      self.low = min(low, high)
      self.high = max(low, high)
    }
  }
}
