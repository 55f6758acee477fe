package dev.tocsin.templates.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Templates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All verbs and flags for texts, numbers and booleans, with Go's own results ({@code amtool template render}). */
class GoPrintfTest {
    static Stream<Arguments> cases() throws IOException {
        try (var file = Objects.requireNonNull(GoPrintfTest.class.getResourceAsStream("printf.txt"))) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            return IntStream.range(0, lines.size() / 2)
                    .mapToObj(i ->
                            Arguments.of(lines.get(2 * i), lines.get(2 * i + 1).translateEscapes()));
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("cases")
    void sameAsGo(String template, String expected) {
        assertThat(Templates.empty(AlertmanagerFunctions.of(Instant.EPOCH, Labels.EMPTY))
                        .render(template, null))
                .isEqualTo(expected);
    }
}
