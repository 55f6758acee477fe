package dev.tocsin.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {
    private static final Target TARGET = Target.of("tocsin", "127.0.0.1:9093");

    @Test
    void targetLabelsOverrideThoseOfTheSeries() {
        var observed = TARGET.scrapeSucceeded(ExpositionParser.parse("a{job=\"mine\",b=\"c\"} 1"));
        assertThat(printed(observed))
                .containsExactly(
                        "{__name__=\"a\", b=\"c\", exported_job=\"mine\", instance=\"127.0.0.1:9093\", job=\"tocsin\"} 1.0",
                        "{__name__=\"up\", instance=\"127.0.0.1:9093\", job=\"tocsin\"} 1.0");
    }

    @Test
    void disappearedSeriesGetsOneStalenessMarker() {
        var first = TARGET.scrapeSucceeded(ExpositionParser.parse("a 1\nb 2"));
        var second = first.next().scrapeSucceeded(ExpositionParser.parse("b 3"));
        var third = second.next().scrapeSucceeded(ExpositionParser.parse("b 4"));
        assertThat(names(second)).containsExactly("b 3.0", "a ends", "up 1.0");
        assertThat(names(third)).containsExactly("b 4.0", "up 1.0");
    }

    @Test
    void allSeriesGetStalenessMarkersWhenTheTargetIsDown() {
        var up = TARGET.scrapeSucceeded(ExpositionParser.parse("a 1"));
        var down = up.next().scrapeFailed();
        var stillDown = down.next().scrapeFailed();
        var back = stillDown.next().scrapeSucceeded(ExpositionParser.parse("a 2"));
        assertThat(names(down)).containsExactly("a ends", "up 0.0");
        assertThat(names(stillDown)).containsExactly("up 0.0");
        assertThat(names(back)).containsExactly("a 2.0", "up 1.0");
    }

    private static List<String> names(Target.ScrapeOutcome observed) {
        return observed.samples().stream()
                .map(sample -> sample.series().metricName() + " " + (isEnd(sample) ? "ends" : sample.value()))
                .toList();
    }

    private static List<String> printed(Target.ScrapeOutcome observed) {
        return observed.samples().stream()
                .map(sample -> sample.series() + " " + sample.value())
                .toList();
    }

    private static boolean isEnd(Sample sample) {
        return Double.doubleToRawLongBits(sample.value()) == 0x7ff0000000000002L;
    }
}
