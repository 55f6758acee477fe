package dev.tocsin.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the tables, {@code \n} is a new line. */
class TemplateParserTest {
    private static final Set<String> FUNCTIONS = Set.of("print", "printf", "len");

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            # text, trimming and comments
            a {{ .Name }} b                                        ¦ a {{.Name}} b
            a {{- .Name -}} b                                      ¦ a{{.Name}}b
            a {{- /* comment */ -}} b{{/* comment */}}             ¦ ab
            a\\n{{-\\n .Name\\n -}}\\n b                               ¦ a{{.Name}}b
            # paths
            {{ . }}{{ $ }}{{ $.A }}                                ¦ {{.}}{{$}}{{$.A}}
            {{ .A.B.C }}                                           ¦ {{.A.B.C}}
            {{ (.A.B).C }}{{ (len .A).B }}                         ¦ {{(.A.B).C}}{{(len .A).B}}
            # literals are printed as written
            {{ print "a" `b` 'c' 1_000 0x1F -1e3 true nil }}       ¦ {{print "a" `b` 'c' 1_000 0x1F -1e3 true nil}}
            # pipelines
            {{ .A|printf  "%s"| len }}                             ¦ {{.A | printf "%s" | len}}
            {{ len (print .A (len .B)) }}                          ¦ {{len (print .A (len .B))}}
            {{ $x:=1 }}{{ $x = 2 }}{{ $x.A }}                      ¦ {{$x := 1}}{{$x = 2}}{{$x.A}}
            # if and with
            {{ if .A }}x{{ end }}                                  ¦ {{if .A}}x{{end}}
            {{ if .A }}x{{ else }}y{{ end }}                       ¦ {{if .A}}x{{else}}y{{end}}
            {{ if .A }}x{{ else if .B }}y{{ else }}z{{ end }}      ¦ {{if .A}}x{{else}}{{if .B}}y{{else}}z{{end}}{{end}}
            {{ with $x := .A }}{{ $x }}{{ else with .B }}y{{ end }} ¦ {{with $x := .A}}{{$x}}{{else}}{{with .B}}y{{end}}{{end}}
            # range
            {{ range .A }}{{ break }}{{ else }}none{{ end }}       ¦ {{range .A}}{{break}}{{else}}none{{end}}
            {{ range $i, $e := .A }}{{ continue }}{{ end }}        ¦ {{range $i, $e := .A}}{{continue}}{{end}}
            # templates
            {{ template "x" }}{{ template `x` .A | len }}          ¦ {{template "x"}}{{template "x" .A | len}}
            {{ define "x" }}y{{ end }}z                            ¦ z
            {{ block "x" .A }}y{{ end }}                           ¦ {{template "x" .A}}
            """)
    void printedTreeParsesToTheSameTree(String text, String printed) {
        assertThat(print(text.replace("\\n", "\n"))).isEqualTo(printed);
        assertThat(print(printed)).isEqualTo(printed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            # unclosed
            {{ .Name                             ¦ t:1: unclosed action
            a\\n{{                                ¦ t:2: unclosed action
            {{ $v := `\\n` }} {{                  ¦ t:2: unclosed action
            {{ .Name\\n\\n                         ¦ t:3: unclosed action started at t:1
            {{ if .A }}\\n\\n                      ¦ t:3: unexpected EOF
            {{ range .A }}{{ else }}             ¦ t:1: unexpected EOF
            {{/* a }}                            ¦ t:1: unclosed comment
            {{/* a */ .A }}                      ¦ t:1: comment ends before closing delimiter
            {{ (1 }}                             ¦ t:1: unclosed left paren
            {{ 1) }}                             ¦ t:1: unexpected right paren
            # literals
            {{ "abc }}                           ¦ t:1: unterminated quoted string
            {{ .A\\n "abc }}                      ¦ t:2: unterminated quoted string in action started at t:1
            {{ 'a }}                             ¦ t:1: unterminated character constant
            {{ 'ab' }}                           ¦ t:1: malformed character constant: 'ab'
            {{ `abc }}                           ¦ t:1: unterminated raw quoted string
            {{ "\\q" }}                           ¦ t:1: invalid syntax
            {{ 1x }}                             ¦ t:1: bad number syntax: "1x"
            {{ 0x }}                             ¦ t:1: illegal number syntax: "0x"
            {{ 1__0 }}                           ¦ t:1: illegal number syntax: "1__0"
            {{ 99999999999999999999 }}           ¦ t:1: integer overflow: "99999999999999999999"
            # characters and terms
            {{ .A!b }}                           ¦ t:1: bad character U+0021 '!'
            {{ /* a }}                           ¦ t:1: unexpected "/" in command
            {{ | .A }}                           ¦ t:1: unexpected "|" in command
            {{ printf 3, 4 }}                    ¦ t:1: unexpected "," in operand
            {{ printf 3`x` }}                    ¦ t:1: unexpected "`x`" in operand
            {{ printf `x`. }}                    ¦ t:1: unexpected <.> in operand
            {{ "a".b }}                          ¦ t:1: unexpected . after term "\\"a\\""
            # pipelines, functions and variables
            {{ }}                                ¦ t:1: missing value for command
            {{ ( ) }}                            ¦ t:1: missing value for parenthesized pipeline
            {{ 1 | 2 }}                          ¦ t:1: non executable command in pipeline stage 2
            {{ 1 | . | len }}                    ¦ t:1: non executable command in pipeline stage 2
            a\\n{{ unknown }}                     ¦ t:2: function "unknown" not defined
            {{ $x }}                             ¦ t:1: undefined variable "$x"
            {{ with $x := 4 }}{{ end }}\\n{{ $x }} ¦ t:2: undefined variable "$x"
            {{ $ : 1 }}                          ¦ t:1: expected :=
            {{ with $a, $b := .A }}{{ end }}     ¦ t:1: too many declarations in with
            {{ range $a, $b, $c := .A }}{{ end }} ¦ t:1: too many declarations in range
            {{ range $a, .B := .A }}{{ end }}    ¦ t:1: range can only initialize variables
            # statements
            {{ if }}{{ end }}                    ¦ t:1: missing value for if
            {{ end }}                            ¦ t:1: unexpected {{end}}
            {{ else }}                           ¦ t:1: unexpected {{else}}
            {{ if .A }}{{ else }}{{ else }}{{ end }} ¦ t:1: expected end; found {{else}}
            {{ break }}                          ¦ t:1: {{break}} outside {{range}}
            {{ range . }}{{ else }}{{ continue }}{{ end }} ¦ t:1: {{continue}} outside {{range}}
            {{ range . }}{{ break x }}{{ end }}  ¦ t:1: unexpected "x" in {{break}}
            # templates
            {{ template }}                       ¦ t:1: unexpected "}}" in template clause
            {{ template .X }}                    ¦ t:1: unexpected ".X" in template clause
            {{ define "x" }}{{ else }}{{ end }}  ¦ t:1: unexpected {{else}} in define clause
            {{ if .A }}{{ define "x" }}{{ end }}{{ end }} ¦ t:1: unexpected <define> in command
            {{ define "a" }}1{{ end }}\\n{{ define "a" }}2{{ end }} ¦ t:2: template: multiple definition of template "a"
            """)
    void invalidTemplateIsRefusedWithGosMessage(String text, String message) {
        assertThatThrownBy(() -> parse(text.replace("\\n", "\n")))
                .isInstanceOf(TemplateSyntaxException.class)
                .hasMessage("error parsing template t: template: " + message);
    }

    @Test
    void definitionsAreReturnedByName() {
        var definitions = parse("{{ define \"a\" }}1{{ end }}{{ block \"b\" . }}2{{ end }}3");
        assertThat(definitions.keySet()).containsExactly("a", "b", "t");
        assertThat(definitions.get("b").body()).hasToString("2");
        assertThat(definitions.get("t").body()).hasToString("{{template \"b\" .}}3");
    }

    @Test
    void placeHasLineAndColumnInBytes() {
        var source = new TemplateSource("t", "one\ntwö {{ .A }}");
        assertThat(source.place(0)).isEqualTo("t:1:0");
        assertThat(source.place("one\ntwö ".length())).isEqualTo("t:2:5");
    }

    private static String print(String text) {
        return parse(text).get("t").body().toString();
    }

    private static Map<String, Definition> parse(String text) {
        return TemplateParser.parse("t", text, FUNCTIONS::contains);
    }
}
