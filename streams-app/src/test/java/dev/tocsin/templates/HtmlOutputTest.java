package dev.tocsin.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The context of a value decides how it is escaped, as in Go's html/template. */
class HtmlOutputTest {
    private static final Templates TEMPLATES = Templates.empty(AlertmanagerFunctions.of(Instant.EPOCH, Labels.EMPTY));

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <b>{{ .x }}</b>                    | <i>&"'+</i>             | <b>&lt;i&gt;&amp;&#34;&#39;&#43;&lt;/i&gt;</b>
            <b>{{ safeHtml .x }}</b>       | <i>&</i>                | <b><i>&</i></b>
            {{ .none }}.                       | x                       | .
            <title>{{ .x }}</title>{{ .x }}    | <b>                     | <title>&lt;b&gt;</title>&lt;b&gt;
            <a title="{{ .x }}">               | a"b                     | <a title="a&#34;b">
            <a href="{{ .x }}">                | http://h/?a=1&b=<c>     | <a href="http://h/?a=1&amp;b=%3cc%3e">
            <a href="{{ .x }}">                | javascript:alert(1)     | <a href="#ZgotmplZ">
            <a href="{{ safeUrl .x }}">    | tel:123                 | <a href="tel:123">
            <a href="{{ .x }}">                | /local path             | <a href="/local%20path">
            <a href='/a?q={{ .x }}'>           | a&b c                   | <a href='/a?q=a%26b%20c'>
            <a href="/x/{{ .x }}">             | javascript:a            | <a href="/x/javascript:a">
            <p style="color: {{ .x }}">        | #fff                    | <p style="color: #fff">
            <p style="color: {{ .x }}">        | url(x)                  | <p style="color: ZgotmplZ">
            <p onclick="f({{ .x }})">          | a"b                     | <p onclick="f(&#34;a\\u0022b&#34;)">
            <script>var a = {{ .x }};</script>{{ .x }} | </script>       | <script>var a = "\\u003c\\u002fscript\\u003e";</script>&lt;/script&gt;
            <!-- {{ .x }} -->{{ .x }}          | <b>                     | <!--  -->&lt;b&gt;
            <a {{ .x }}>                       | on=1                    | <a ZgotmplZ>
            <p class={{ .x }}>{{ .x }}         | a>b c                   | <p class=a&gt;b&#32;c>a&gt;b c
            <script>var a = "{{ .x }}";</script> | b"                   | <script>var a = "b\\u0022";</script>
            <script>a = 1 // don't {{ .x }}</script> | b                | <script>a = 1 // don't </script>
            <script>f('\\'{{ .x }}', {{ len .x }})</script> | b       | <script>f('\\'b',  1 )</script>
            <a href="{{ .x }}/#/?r={{ urlquery .x }}"> | a\\b        | <a href="a%5cb/#/?r=a%5Cb">
            <a href="{{ .x }}{{ .none }}{{ .x }}"> | tel:               | <a href="#ZgotmplZ#ZgotmplZ">
            {{ html .x }}                    | <b>                    | &lt;b&gt;
            1 < 2 {{ .x }}                     | <b>                    | 1 &lt; 2 &lt;b&gt;
            <br/>{{ .x }}                      | <                       | <br/>&lt;
            """)
    void valueIsEscapedByContext(String template, String value, String html) {
        assertThat(TEMPLATES.renderHtml(template, Map.of("x", value)).strip()).isEqualTo(html.replace("\\\\u", "\\u"));
    }
}
