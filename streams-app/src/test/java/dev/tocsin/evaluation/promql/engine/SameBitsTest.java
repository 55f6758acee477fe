package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results that have the same bits as those of a real Prometheus, which computed the expected numbers. */
class SameBitsTest {
    private static final long FIVE_MINUTES = 300_000;

    private final SeriesStore store = new SeriesStore(10);
    private final Engine engine = new Engine(EngineOptions.DEFAULTS);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            0.5 atan2 0.3 | 1.0303768265243125
            -0.5 atan2 0.3 | -1.0303768265243125
            0.5 atan2 -0.3 | 2.1112158270654806
            -7 atan2 -3 | -1.97568811307998
            1e-9 atan2 123 | 0.000000000008130081300813009
            3 atan2 0.7 | 1.3415643935179011
            scalar(atan(vector(0.9))) | 0.7328151017865066
            scalar(atan(vector(5))) | 1.3734007669450157
            scalar(asin(vector(0.3))) | 0.3046926540153975
            scalar(asin(vector(-0.9))) | -1.1197695149986342
            scalar(acos(vector(0.123))) | 1.4474840516030245
            scalar(acos(vector(-0.77))) | 2.449637478463476
            scalar(atan(vector(-0.1))) | -0.09966865249116204
            scalar(log10(vector(7))) | 0.8450980400142568
            scalar(log2(vector(7))) | 2.807354922057604
            scalar(ln(vector(7.3))) | 1.9878743481543455
            scalar(tanh(vector(0.8))) | 0.6640367702678489
            scalar(atanh(vector(0.8))) | 1.0986122886681098
            scalar(rad(vector(77.7))) | 1.356120828799594
            """)
    void functionsOfNumbers(String expr, double expected) {
        assertThat(((Value.Scalar) engine.instant(store, engine.parse(expr), 0).value()).value())
                .isEqualTo(expected);
    }

    /** The factor is divided by the range before the increase is multiplied. */
    @Test
    void rateOfASteadyCounterIsExact() {
        for (var i = 0; i <= 12; i++) {
            store.append(Labels.of(Labels.NAME, "c"), i * FIVE_MINUTES, i * 300);
        }
        var rate = (Value.Vector) engine.instant(store, engine.parse("rate(c[1h])"), 12 * FIVE_MINUTES)
                .value();
        assertThat(rate.elements().get(0).value()).isEqualTo(1.0);
    }

    @Test
    void absentLeavesOutALabelThatSeveralMatchersName() {
        var absent = (Value.Vector)
                engine.instant(store, engine.parse("absent(x{job=\"a\", job!~\".*_backfill\", ns=\"b\"})"), 0)
                        .value();
        assertThat(absent.elements().get(0).labels()).isEqualTo(Labels.of("ns", "b"));
    }
}
