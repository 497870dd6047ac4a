import Reports
import Testing

@Suite
struct ProvenanceTests {
  @Test
  func theCommandCanBePastedIntoAShell() {
    let provenance = Provenance(
      version: "0.1.0",
      commit: "abc",
      command: ["spillway", "run", "a b.yaml", "--set", "title=it's $HOME", ""],
      scenario: "a b",
      text: "spillway: 1\n",
      overrides: ["title=</script>"],
      seed: .max,
      replications: "5 replications"
    )
    #expect(provenance.commandLine == #"spillway run 'a b.yaml' --set 'title=it'\''s $HOME' ''"#)
    #expect(provenance.hash == SHA256("spillway: 1\n").hex)
    let text = String(decoding: provenance.file.bytes, as: UTF8.self)
    #expect(provenance.file.name == "provenance.json")
    #expect(text.contains(#""seed": "18446744073709551615""#))
    #expect(!text.contains("</script>"))
  }
}
