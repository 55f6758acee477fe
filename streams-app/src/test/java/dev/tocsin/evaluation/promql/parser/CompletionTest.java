package dev.tocsin.evaluation.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
    @ParameterizedTest(name = "{0}: {1} ''{2}'' of {3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', emptyValue = "", textBlock = """
            # text before the cursor       | place       | word | metric | label
            ~~                             | EXPRESSION  | ~~   | ~~     | ~~
            ra                             | EXPRESSION  | ra   | ~~     | ~~
            sum(up) + ra                   | EXPRESSION  | ra   | ~~     | ~~
            rate(htt                       | EXPRESSION  | htt  | ~~     | ~~
            up{                            | LABEL_NAME  | ~~   | up     | ~~
            up{job="a", in                 | LABEL_NAME  | in   | up     | ~~
            {in                            | LABEL_NAME  | in   | ~~     | ~~
            up{job="                       | LABEL_VALUE | ~~   | up     | job
            up{job=~"a                     | LABEL_VALUE | a    | up     | job
            up{job!~'a                     | LABEL_VALUE | a    | up     | job
            up{job="a"} * on (in           | LABEL_NAME  | in   | ~~     | ~~
            sum by (job, in                | LABEL_NAME  | in   | ~~     | ~~
            sum by (job) (u                | EXPRESSION  | u    | ~~     | ~~
            rate(up[5                      | DURATION    | 5    | ~~     | ~~
            label_replace(up, "a           | NOTHING     | a    | ~~     | ~~
            up # so                        | NOTHING     | ~~   | ~~     | ~~
            """)
    void tellsThePlaceOfTheCursor(String text, Completion.Place place, String word, String metric, String label) {
        var found = Completion.at(text + ") rest", text.length());
        assertThat(found.place()).isEqualTo(place);
        assertThat(found.word()).isEqualTo(word);
        assertThat(found.metric()).isEqualTo(metric);
        assertThat(found.label()).isEqualTo(label);
        assertThat(text.substring(found.from())).isEqualTo(place == Completion.Place.NOTHING ? word : word);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', emptyValue = "", textBlock = """
            # query                                 | tokens
            up                                      | metric:up
            rate(up{job="ä"}[5m]) > 0.5             | function:rate punctuation:( metric:up punctuation:{ label:job operator:= string:"ä" punctuation:} punctuation:[ duration:5m punctuation:] punctuation:) operator:> number:0.5
            sum by (job) (up)                       | aggregator:sum keyword:by punctuation:( label:job punctuation:) punctuation:( metric:up punctuation:)
            up # why                                | metric:up comment:# why
            up{job="ä"} + é                         | metric:up punctuation:{ label:job operator:= string:"ä" punctuation:} operator:+
            rate                                    | metric:rate
            """)
    void tokensHaveTheirRolesAndPlaces(String query, String tokens) {
        assertThat(HighlightedToken.of(query).stream()
                        .map(token -> token.type().text() + ":" + query.substring(token.from(), token.to()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(tokens);
    }
}
