package dev.tocsin.templates.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Templates;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerFunctionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:04:05.123Z");
    private static final Map<String, Object> DOT = Map.of(
            "Labels",
            new Kv(Map.of("alertname", "Z", "b", "2", "a", "1")),
            "At",
            TemplateTime.utc(NOW.minusSeconds(5400)));

    private static String render(String text) {
        return Templates.empty(AlertmanagerFunctions.of(NOW, Labels.of("team", "x")))
                .render(text, DOT);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            {{ .Labels }} {{ .Labels.nobody }}               ¦ alertname=Z, a=1, b=2
            {{ .Labels.Names.Join "," }}                     ¦ alertname,a,b
            {{ (.Labels.Remove (stringSlice "a" "b")).Values }} ¦ [Z]
            {{ range .Labels.SortedPairs }}{{ .Name }}{{ .Value }} {{ end }}- ¦ alertnameZ a1 b2 -
            {{ title "HELLO wORLD don't" }}                  ¦ Hello World Don't
            {{ trimSpace "  a " | toUpper }}                 ¦ A
            {{ append nil 1 }} {{ join "," nil }}.           ¦ [1] .
            {{ toUpper "straße ŉ ﬁ ǆ" }} {{ toLower "ΟΔΟΣ İ Ǆ" }} ¦ STRAßE ŉ ﬁ Ǆ οδοσ i ǆ
            {{ title "ßa ǆa ŉb ﬁc ΟΔΟΣ İa hello-world a_b ab3c 3ab" }} ¦ Ssa ǅa ʼNb Fic Οδος İa Hello-World A_b Ab3c 3Ab
            {{ printf "%q" (trimSpace "\\u00a0\\u0085 a\\u001f\\u3000") }} ¦ "a\\x1f"
            {{ stringSlice "a" "b" | join "-" }}             ¦ a-b
            {{ join "-" (list 1 "b") }}                      ¦ 1-b
            {{ match "a+b" "caab" }} {{ reReplaceAll "a*" "x" "baac" }} ¦ true xbxcx
            {{ reReplaceAll "(?P<n>a)(b)" "${n}$2$$1$1x" "ab" }} ¦ ab$1
            {{ routeLabels "team" }}                         ¦ x
            {{ now.Unix }}                                   ¦ 1772366645
            {{ date "Mon Jan _2 15:04:05.000 MST 2006" .At }} ¦ Sun Mar  1 10:34:05.123 UTC 2026
            {{ date "3:04PM Z07:00" .At }} {{ .At | tz "Asia/Tokyo" | date "02/01/06 15h MST -0700" }} ¦ 10:34AM Z 01/03/26 19h JST +0900
            {{ since .At }} {{ since .At | humanizeDuration }} ¦ 1h30m0s 1h 30m 0s
            {{ humanizeDuration "0.1" }}                     ¦ 100ms
            {{ toDate "2006-01-02 15:04 -0700" "2026-02-03 04:05 +0200" }} ¦ 2026-02-03 04:05:00 +0200 +02
            {{ (toDate "2006" "x").IsZero }}                 ¦ true
            {{ mustToDate "2006" "x" }}                      ¦ !parsing time "x" as "2006": cannot parse "x" as "2006"
            {{ (.At.Add 28800e9).Format "15:04" }} {{ (.At.Add -1).Format "05.999999999" }} ¦ 18:34 05.122999999
            {{ (since .At).Round 3600e9 }} {{ (since .At).Truncate 3600000000000 }} ¦ 2h0m0s 1h0m0s
            {{ (.At.Truncate 3600e9).Format "15:04:05" }} {{ (.At.Round 3600e9).Format "15:04:05" }} ¦ 10:00:00 11:00:00
            {{ .At.Month }} {{ printf "%d %s %v" .At.Month .At.Month .At.Month }} {{ eq .At.Month 3 }} ¦ March 3 March March true
            {{ .At.Weekday }} {{ printf "%d" .At.Weekday }} {{ .At.Weekday.String }} ¦ Sunday 0 Sunday
            {{ .At.Compare now }} {{ now.Compare .At }} {{ .At.Location }} {{ .At.Nanosecond }} ¦ -1 1 UTC 123000000
            {{ .At.Add 1.5 }}                                ¦ !expected integer; found 1.5
            {{ .At | tz "EST" | date "15:04 MST" }} {{ .At | tz "HST" | date "15:04 MST" }} ¦ 05:34 EST 00:34 HST
            {{ tz "+02:00" .At }}                            ¦ !unknown time zone +02:00
            {{ tz "No/Where" .At }}                          ¦ !unknown time zone No/Where
            {{ dict "b" 1 "a" (list "<" nil 1.5) | toJson }} ¦ {"a":["\\u003c",null,1.5],"b":1}
            {{ toJson .Labels }} {{ toJson .At }}            ¦ {"a":"1","alertname":"Z","b":"2"} "2026-03-01T10:34:05.123Z"
            {{ dict "a" }}                                   ¦ !dict requires an even number of arguments
            {{ dict 1 2 }}                                   ¦ !dict keys must be strings
            {{ append (list 1) 2 3 }}                        ¦ [1 2 3]
            {{ base64encode "a?>" }} {{ base64encode "a" | base64decode }} ¦ YT8- a
            {{ urlUnescape "a%20b+c" }}                      ¦ a b c
            """)
    void functionsBehaveAsInAlertmanager(String text, String expected) {
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> render(text)).hasMessageContaining(expected.substring(1));
        } else {
            assertThat(render(text).strip()).isEqualTo(expected);
        }
    }
}
