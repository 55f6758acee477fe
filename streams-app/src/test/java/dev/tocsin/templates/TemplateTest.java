package dev.tocsin.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final Map<String, Object> DOT = Map.of(
            "Name",
            "web",
            "Count",
            3,
            "Ratio",
            0.5,
            "Empty",
            "",
            "List",
            List.of("a", "b", "c"),
            "Map",
            Map.of("b", 2, "a", 1),
            "Inner",
            Map.of("Deep", Map.of("er", "bottom")));

    private static String render(String text) {
        return Template.parse("t", text, TemplateFunctions.builtins()).render(DOT);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            # actions, trimming, comments
            a {{ .Name }} b                                   ¦ a web b
            a {{- .Name -}} b                                 ¦ awebb
            a {{/* nothing */}}b                              ¦ a b
            a {{- /* nothing */ -}} b                         ¦ ab
            {{ 3 -}} , {{- 4 }}                               ¦ 3,4
            {{ .Count }} {{ .Ratio }} {{ true }}              ¦ 3 0.5 true
            {{ .Nobody }}                                     ¦ <no value>
            {{ .Inner.Deep.er }}{{ (.Inner).Deep.er }}        ¦ bottombottom
            {{ .List }} {{ .Map }}                            ¦ [a b c] map[a:1 b:2]
            # literals
            {{ "a\\tb\\"\\u00e9\\x41\\101" }}                      ¦ a\tb"éAA
            {{ `raw\\n` }}                                     ¦ raw\\n
            {{ 'a' }} {{ 0x1F }} {{ 0b11 }} {{ 0o17 }} {{ 017 }} {{ 1_000 }} ¦ 97 31 3 15 15 1000
            {{ 1e3 }} {{ 1.50 }} {{ -2 }} {{ +2 }} {{ .5 }} {{ 1e6 }} {{ 1e-7 }} ¦ 1000 1.5 -2 2 0.5 1e+06 1e-07
            # choices
            {{ if .Name }}y{{ else }}n{{ end }}               ¦ y
            {{ if .Empty }}y{{ else if .Count }}z{{ else }}n{{ end }} ¦ z
            {{ if .Empty }}y{{ else if .Empty }}z{{ else }}n{{ end }} ¦ n
            {{ if nil }}{{ end }}                             ¦ !nil is not a command
            {{ with .Inner.Deep }}{{ .er }}{{ end }}          ¦ bottom
            {{ with .Empty }}x{{ else with .Name }}{{ . }}{{ end }} ¦ web
            {{ with $x := .Count }}{{ $x }}{{ end }}          ¦ 3
            # loops
            {{ range .List }}{{ . }},{{ end }}                ¦ a,b,c,
            {{ range $i, $e := .List }}{{ $i }}{{ $e }} {{ end }} ¦ 0a 1b 2c
            {{ range $k, $v := .Map }}{{ $k }}={{ $v }};{{ end }} ¦ a=1;b=2;
            {{ range 3 }}{{ . }}{{ end }}                     ¦ 012
            {{ range $i := 3 }}{{ $i }}{{ end }}              ¦ 012
            {{ range .Empty }}{{ end }}                       ¦ !range can't iterate over
            {{ range .Nobody }}x{{ else }}none{{ end }}       ¦ none
            {{ range .List }}{{ if eq . "b" }}{{ continue }}{{ end }}{{ . }}{{ end }} ¦ ac
            {{ range .List }}{{ if eq . "b" }}{{ break }}{{ end }}{{ . }}{{ end }}    ¦ a
            {{ range .List }}{{ $.Name }}{{ end }}            ¦ webwebweb
            # variables
            {{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }} ¦ 2
            {{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }} ¦ 1
            {{ $x := "a" }}{{ range .List }}{{ $x = print $x . }}{{ end }}{{ $x }} ¦ aabc
            {{ $i := 0 }}{{ $e := "" }}{{ range $i, $e = .List }}{{ end }}{{ $i }}{{ $e }} ¦ 2c
            # templates
            {{ define "x" }}<{{ . }}>{{ end }}{{ template "x" .Name }}{{ template "x" 2 }} ¦ <web><2>
            {{ define "x" }}<{{ . }}>{{ end }}{{ template "x" }} ¦ <<no value>>
            {{ block "b" .Name }}[{{ . }}]{{ end }}           ¦ [web]
            {{ $x := 1 }}{{ define "x" }}{{ $x }}{{ end }}    ¦ !undefined variable "$x"
            # pipelines and built-ins
            {{ .Name | printf "%s-%d" "a" | len }}            ¦ 17
            {{ and .Name .Empty }}{{ and .Name .Count }}{{ or .Empty .Name }}{{ not .Empty }} ¦ 3webtrue
            {{ or .Name (index .List 9) }}                    ¦ web
            {{ eq .Count 1 2 3 }} {{ ne .Count 3 }} {{ lt 1 2 }} {{ le 2 2 }} {{ gt 1.5 1.0 }} {{ ge "a" "b" }} ¦ true false true true true false
            {{ gt .Ratio 1 }}                                 ¦ !incompatible types for comparison
            {{ len .Name }} {{ len .List }} {{ len .Map }} {{ len "é" }} ¦ 3 3 2 2
            {{ index .List 1 }} {{ index .Map "a" }} {{ index .Inner "Deep" "er" }} {{ index "abc" 1 }} ¦ b 1 bottom 98
            {{ slice .Name 1 }} {{ slice .List 1 2 }} {{ slice "héy" 0 1 }} ¦ eb [b] h
            {{ print 1 2 "a" "b" 3 }} {{ println "x" 1 }}     ¦ 1 2ab3 x 1
            {{ html "<a href='x'>" }} {{ js "it's <b>" }} {{ urlquery "a b&c*~" }} ¦ &lt;a href=&#39;x&#39;&gt; it\\'s \\u003Cb\\u003E a+b%26c%2A~
            # failures
            {{ .Name.Inner }}                                 ¦ !can't evaluate field Inner in type string
            {{ .Nobody.Inner }}                               ¦ !nil pointer evaluating interface {}.Inner
            {{ .Name 1 }}                                     ¦ !Name is not a method but has arguments
            {{ 1 | .Name }}                                   ¦ !Name is not a method but has arguments
            {{ len 1 2 }}                                     ¦ !wrong number of args for len: want 1 got 2
            {{ printf }}                                      ¦ !wrong number of args for printf: want at least 1 got 0
            {{ printf 1 }}                                    ¦ !expected string; found 1
            {{ printf .Count }}                               ¦ !wrong type for value; expected string; got int
            {{ index .List 3 }}                               ¦ !error calling index: index out of range: 3
            {{ template "nobody" }}                           ¦ !template "nobody" not defined
            {{ "a" "b" }}                                     ¦ !can't give argument to non-function "a"
            """)
    void rendersAsGo(String text, String expected) {
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> render(text)).hasMessageContaining(expected.substring(1));
        } else {
            assertThat(render(text).strip()).isEqualTo(expected);
        }
    }

    @Test
    void failureHasLineAndColumnInBytes() {
        assertThatThrownBy(() -> render("one\ntwö {{ len .Count }}"))
                .isInstanceOf(TemplateFailedException.class)
                .hasMessage("error executing template t: template: t:2:8: executing \"t\" at <len .Count>:"
                        + " error calling len: len of type int");
    }

    @Test
    void laterDefinitionReplacesEarlierOneUnlessBlank() {
        var templates = Templates.empty(TemplateFunctions.builtins())
                .with("first", "{{ define \"x\" }}1{{ end }}{{ define \"y\" }}1{{ end }}")
                .with("second", "{{ define \"x\" }}2{{ end }}{{ define \"y\" }} {{ end }}");
        assertThat(templates.render("{{ template \"x\" }}{{ template \"y\" }}", null))
                .isEqualTo("21");
        assertThat(templates.render("", null)).isEmpty();
    }

    @ParameterizedTest(name = "printf {0} {1} -> {2}")
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            %v           ¦ 1        ¦ 1
            %5d          ¦ 42       ¦ ···42
            %-5d!        ¦ 42       ¦ 42···!
            %05d         ¦ -42      ¦ -0042
            %+d          ¦ 42       ¦ +42
            %x           ¦ 255      ¦ ff
            %#X          ¦ 255      ¦ 0XFF
            %b           ¦ 5        ¦ 101
            %c           ¦ 233      ¦ é
            %q           ¦ 65       ¦ 'A'
            %U           ¦ 233      ¦ U+00E9
            %.2f         ¦ 3.14159  ¦ 3.14
            %8.3f        ¦ 3.14159  ¦ ···3.142
            %e           ¦ 1234.5   ¦ 1.234500e+03
            %g           ¦ 1234567.0 ¦ 1.234567e+06
            %.3g         ¦ 1234.5   ¦ 1.23e+03
            %s           ¦ "a"      ¦ a
            %q           ¦ "a\\"b"  ¦ "a\\"b"
            %-3s!        ¦ "a"      ¦ a··!
            %.2s         ¦ "abc"    ¦ ab
            %x           ¦ "hi"     ¦ 6869
            %T           ¦ 1.5      ¦ float64
            %t           ¦ true     ¦ true
            %d%%         ¦ 5        ¦ 5%
            %d           ¦ "a"      ¦ %!d(string=a)
            %s           ¦ 5        ¦ %!s(int=5)
            %s           ¦ nil      ¦ %!s(<nil>)
            %d %d        ¦ 5        ¦ 5 %!d(MISSING)
            none         ¦ 5        ¦ none%!(EXTRA int=5)
            %[1]d %[1]d  ¦ 5        ¦ 5 5
            %*d          ¦ 4 7      ¦ ···7
            %            ¦ 1        ¦ %!(NOVERB)%!(EXTRA int=1)
            """)
    void printfFormatsAsGo(String format, String arguments, String expected) {
        var text = "{{ printf `%s` %s }}".formatted(format, arguments);
        assertThat(render(text)).isEqualTo(expected.replace('·', ' '));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            {{ define "x" }}{{ template "x" . }}{{ end }}{{ template "x" . }}                    ¦ exceeded maximum template depth
            {{ range 2000000000 }}{{ end }}                                                      ¦ is there an endless loop?
            {{ range 2000000000 }}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{{ end }}                      ¦ text is longer than
            {{ $x := "x" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}                        ¦ is there an endless loop?
            {{ printf "%999999999d" 1 }}                                                         ¦ %!(NOVERB)%!(EXTRA int=1)
            {{ printf "%.999999999d" 1 }}                                                        ¦ %!(NOVERB)%!(EXTRA int=1)
            {{ printf "%900000d%900000d%900000d%900000d%900000d" 1 2 3 4 5 }}                    ¦ text is longer than
            {{ printf "%.900000d%.900000d%.900000d%.900000d%.900000d" 1 2 3 4 5 }}               ¦ text is longer than
            {{ printf "%*d" 99999999 1 }}                                                        ¦ 1
            """)
    void limitsEndExpensiveTemplates(String text, String outcome) {
        assertThat(resultOf(text)).contains(outcome);
    }

    @Test
    void nestingIsBounded() {
        assertThat(resultOf("{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}"))
                .contains("nested more than");
        assertThat(resultOf("{{ if 1 }}".repeat(50_000) + "{{ end }}".repeat(50_000)))
                .contains("nested more than");
        assertThat(resultOf("{{ if 0 }}" + "{{ else if 0 }}".repeat(50_000) + "{{ end }}"))
                .contains("nested more than");
    }

    private static String resultOf(String text) {
        try {
            return render(text);
        } catch (TemplateFailedException | TemplateSyntaxException e) {
            return e.getMessage();
        }
    }
}
