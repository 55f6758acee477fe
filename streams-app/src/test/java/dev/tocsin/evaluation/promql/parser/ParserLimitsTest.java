package dev.tocsin.evaluation.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long, deeply nested and random texts are parsed or rejected, without a stack overflow. */
class ParserLimitsTest {
    private static final int MEGABYTE = 1 << 20;
    private static final long SMALL_STACK = 512 << 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    static Stream<String> nestedExpressions() {
        return Stream.of(
                        List.of("(", "1", ")"),
                        List.of("sum(", "a", ")"),
                        List.of("-", "a", ""),
                        List.of("a^", "a", ""),
                        List.of("a+", "a", ""),
                        List.of("a or ", "a", ""),
                        List.of("rate(a[", "5m", ":])"),
                        List.of("", "a", "[5m:]"),
                        List.of("", "a", "[5m:] offset 1m"),
                        List.of("", "1", " @ 1"))
                .flatMap(parts -> Stream.of(5_000, MEGABYTE / 4).map(times -> repeated(parts, times)));
    }

    static Stream<String> nestedDurations() {
        return Stream.of(
                        List.of("(", "1", ")"),
                        List.of("1+", "1", ""),
                        List.of("-", "step()", ""),
                        List.of("2^", "2", ""),
                        List.of("max_of(1,", "1", ")"))
                .map(parts -> "a[" + repeated(parts, 100_000) + "]");
    }

    private static String repeated(List<String> parts, int times) {
        return parts.get(0).repeat(times) + parts.get(1) + parts.get(2).repeat(times);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource({"nestedExpressions", "nestedDurations"})
    void rejectsTooDeepNestingInTime(String text) {
        assertThat(errorOf(text)).isInstanceOf(PromqlSyntaxException.class);
    }

    @Test
    void rejectsTooLargeRegularExpressions() {
        var deep = "(?:".repeat(40_000) + "x" + ")*".repeat(40_000);
        for (var pattern : List.of(deep, "(((x{1000}){1000}){1000})")) {
            assertThat(errorOf("sum(a{b=~\"" + pattern + "\"})"))
                    .isInstanceOf(PromqlSyntaxException.class)
                    .hasMessageStartingWith("1:7: parse error: error parsing regexp: expression ");
        }
    }

    @Test
    void errorHasTheMaximumDepthAndThePosition() {
        assertThat(errorOf("(".repeat(5_000) + "1" + ")".repeat(5_000)))
                .hasMessage("1:251: parse error: expression is nested more than 250 levels deep:"
                        + " move a part of it to a recording rule");
    }

    @Test
    void parsesLongFlatTexts() {
        var labels = IntStream.range(0, 20_000).mapToObj("l%d=\"v\""::formatted).collect(Collectors.joining(","));
        assertThat(parseWithSmallStack("a{" + labels + "}")).isNull();
        assertThat(parseWithSmallStack("'" + "x".repeat(MEGABYTE / 5) + "'")).isNull();
        assertThat(parseWithSmallStack("a # " + "x".repeat(MEGABYTE / 5))).isNull();
    }

    @Test
    void parsesAndPrintsTheMaximumDepth() {
        assertThat(parseWithSmallStack("(".repeat(240) + "1" + ")".repeat(240))).isNull();
        assertThat(parseWithSmallStack("a" + " or a".repeat(240))).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void parsesOrRejectsRandomTokens(long seed) {
        var random = new Random(seed);
        var tokens =
                ("sum by without ( ) ( ) { } [ ] a b:c 1 5m \"s\" 'é' , , : = != =~ !~ + - * / % ^ == < >= </ and or unless"
                                + " on ignoring group_left bool offset @ start end step range max_of fill rate info topk # ` \\ \udcff 0x1 . 1. NaN")
                        .split(" ");
        for (var i = 0; i < 2_000; i++) {
            var text = IntStream.range(0, 1 + random.nextInt(12))
                    .mapToObj(any -> tokens[random.nextInt(tokens.length)])
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
            var thrown = catchThrowable(() -> RoundTrip.of(text));
            if (thrown != null) {
                assertThat(thrown).as(text).isInstanceOf(PromqlSyntaxException.class);
            }
        }
    }

    private static Throwable errorOf(String text) {
        return Assertions.assertTimeoutPreemptively(TIMEOUT, () -> parseWithSmallStack(text));
    }

    private static Throwable parseWithSmallStack(String text) {
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(
                null,
                () -> thrown.set(catchThrowable(
                        () -> PromqlParser.parse(text, Features.ALL).toString())),
                "small",
                SMALL_STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return thrown.get();
    }
}
