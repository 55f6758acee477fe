package dev.tocsin.datasources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.labels.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusAnswerTest {
    private static final String VECTOR = """
            {"status":"success","data":{"resultType":"vector","result":[%s]}}""";

    @Test
    void readsAVector() {
        var answer = PrometheusAnswer.read(VECTOR.formatted("""
                {"metric":{"__name__":"up","job":"a"},"value":[1435781451.781,"1"]},
                {"metric":{"job":"b"},"value":[1435781451.781,"NaN"]},
                {"metric":{},"value":[1435781451.781,"-Inf"]}"""));

        assertThat(((QueryAnswer.Elements) answer).elements())
                .containsExactly(
                        new Value.Element(Labels.of("__name__", "up", "job", "a"), 1),
                        new Value.Element(Labels.of("job", "b"), Double.NaN),
                        new Value.Element(Labels.EMPTY, Double.NEGATIVE_INFINITY));
    }

    @Test
    void readsAScalarAndAnEmptyVector() {
        var scalar = PrometheusAnswer.read(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2.5\"]}}");
        assertThat(scalar.requireElements()).containsExactly(new Value.Element(Labels.EMPTY, 2.5));
        assertThat(PrometheusAnswer.read(VECTOR.formatted("")).requireElements())
                .isEmpty();
    }

    @Test
    void keepsWarningsAndInfos() {
        var answer = PrometheusAnswer.read("""
                {"status":"success","data":{"resultType":"vector","result":[]},"warnings":["w"],"infos":["i"],"more":{}}""");
        assertThat(((QueryAnswer.Elements) answer).warnings()).containsExactly("w", "i");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"status":"error","errorType":"execution","error":"too many samples"} | execution: too many samples
            {"status":"success","data":{"resultType":"matrix","result":[]}}       | type 'matrix'
            {"status":"success","data":{"resultType":"string","result":[1,"a"]}}  | type 'string'
            {"status":"success"}                                                  | type ''
            {}                                                                    | no status 'success'
            []                                                                    | no status 'success'
            <html>                                                                | not the JSON of Prometheus's API
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"x"]}]}} | the value 'x' is no number
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,2]}]}} | no value
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"}}]}} | no value
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}} | native histograms
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"1"]},{"metric":{"a":"b"},"value":[1,"2"]}]}} | two elements with the labels {a="b"}
            """)
    void anAnswerThatIsNoVectorFails(String body, String reason) {
        assertThat(PrometheusAnswer.read(body))
                .isInstanceOfSatisfying(
                        QueryAnswer.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
    }

    /** No cut of an answer is taken for a shorter one. */
    @Test
    void aTruncatedAnswerFails() {
        var body = VECTOR.formatted("{\"metric\":{\"job\":\"a\"},\"value\":[1435781451.781,\"1\"]}");
        for (var length = 0; length < body.length(); length++) {
            assertThat(PrometheusAnswer.read(body.substring(0, length)).isFailed())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"a\"", "{\"status\":{}}", "{\"status\":\"success\",\"data\":[]}"})
    void otherJsonFails(String body) {
        assertThat(PrometheusAnswer.read(body).isFailed()).isTrue();
    }
}
