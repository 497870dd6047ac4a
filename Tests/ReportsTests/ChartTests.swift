import Testing

@testable import Reports

@Suite
struct ChartTests {
  @Test
  func chartsAreDataOnly() {
    let curve = Chart.Curve(
      x: Chart.Axis("load", in: .share),
      y: Chart.Axis("p99", in: .seconds, isLogarithmic: true),
      lines: [
        Chart.Line("a", style: .points, [Chart.Point(1, nil), Chart.Point(2, 0.123_456_789)])
      ],
      bounds: [Chart.Bound("goal", isVertical: false, at: .infinity)]
    )
    let expected =
      #"{"kind":"curve","x":{"title":"load","unit":{"kind":"share"},"scale":"linear"},"#
      + #""y":{"title":"p99","unit":{"kind":"seconds"},"scale":"log"},"#
      + #""series":[{"name":"a","mode":"points","x":[1,2],"y":[null,0.123457]}],"#
      + #""lines":[{"axis":"y","at":null,"label":"goal"}]}"#
    #expect(Chart.curve(curve).json.compact == expected)
  }

  @Test
  func barsKnowTheirEnds() {
    let chart = Chart.bars([Chart.Bar("x", low: 3, high: 1)], around: 2, in: .plain(unit: "s"))
    let expected =
      #"{"kind":"bars","unit":{"kind":"plain","unit":"s"},"base":2,"#
      + #""items":[{"name":"x","low":1,"high":3}]}"#
    #expect(chart.json.compact == expected)
  }

  @Test
  func aTimelineCountsItsRows() {
    let timeline = Chart.Timeline(
      step: 0.5,
      bands: [Chart.Band("f", from: 1, to: nil)],
      panels: [
        Chart.Panel(
          "p",
          in: .bytes,
          isRibbon: true,
          series: [Chart.Series("s", [1, nil, .infinity])]
        )
      ]
    )
    let expected =
      #"{"kind":"timeline","start":0,"step":0.5,"count":3,"warmUp":0,"#
      + #""bands":[{"name":"f","from":1,"to":null}],"panels":[{"title":"p","#
      + #""unit":{"kind":"bytes"},"kind":"ribbon","series":[{"name":"s","values":[1,null,null]}]}]}"#
    #expect(Chart.timeline(timeline).json.compact == expected)
  }
}
