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
            scalar(exp(vector(-14.03328819149495))) | 8.043042720841239e-07
            scalar(exp(vector(-15.774184384948327))) | 1.4104534747902171e-07
            scalar(sin(vector(-15.049340489342455))) | -0.6120282766543066
            scalar(sin(vector(-19.961689484452837))) | -0.8966453596316549
            scalar(sin(vector(-1.843450588379381e+218))) | 0.10776311255073459
            scalar(sin(vector(1.0094332549551385e+39))) | -0.19463294928037947
            scalar(cos(vector(-15.049340489342455))) | -0.7908358796713509
            scalar(cos(vector(7.410467049109904))) | 0.42911665435663254
            scalar(cos(vector(-2.1098441071548627e+36))) | -0.27801068638393256
            scalar(cos(vector(-9.404831099705561e+75))) | 0.9785046738624895
            scalar(tan(vector(2.3200258807373046))) | -1.0750857090332429
            scalar(tan(vector(13.112465618069436))) | 0.6077451423879698
            scalar(tan(vector(-1.843450588379381e+218))) | 0.10839433615045212
            scalar(tan(vector(-4.3021783070372896e+17))) | -0.14250854321540243
            scalar(sinh(vector(0.598230738233454))) | 0.6345571792223308
            scalar(sinh(vector(-0.34818771187492725))) | -0.35526588639694423
            scalar(cosh(vector(-15.774184384948327))) | 3544959.184664896
            scalar(cosh(vector(-14.36728666579226))) | 868167.0987822977
            0.0012395531300626317^-2.5 | 18485752.50075085
            2.3200258807373046^-2.5 | 0.12197418527250162
            99316734.92475925^-2.5 | 1.0172879874341863e-20
            1009793.3595558159^-2.5 | 9.759301248199425e-16
            2.3200258807373046^1.1 | 2.523725480807504
            4.9229295830561455^1.1 | 5.773590611749966
            208813774234.52267^1.1 | 2829665224251.419
            2.8641485060312224e+16^1.1 | 1.266762170851853e+18
            0.598230738233454^10 | 0.005870664225172104
            (-15.049340489342455)^10 | 595901778517.5687
            2^(-0.34818771187492725) | 0.785570297929067
            2^(-15.049340489342455) | 2.9491515991959117e-05
            1.1^(-15.049340489342455) | 0.23826891505428385
            1.1^(-19.961689484452837) | 0.1491873748200715
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
