package dev.tocsin.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the tables of docs/limits.md with the limits in the code. */
class LimitsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/limits.md");
    private static final String MARK = "<!-- limits, held by a test -->\n";

    /** When it fails: write the tables with {@code -Ddocs.draw=true} and review the difference. */
    @Test
    void theDocumentListsEveryLimitOfTheCode() throws IOException {
        var text = Files.readString(DOCUMENT);
        var start = text.indexOf(MARK) + MARK.length();
        if (Boolean.getBoolean("docs.draw")) {
            text = text.substring(0, start) + tables();
            Files.writeString(DOCUMENT, text);
        }
        assertThat(text.substring(start)).isEqualTo(tables());
    }

    private static String tables() {
        var byArea = Arrays.stream(Limit.values())
                .collect(Collectors.groupingBy(Limit::area, LinkedHashMap::new, Collectors.toList()));
        var text = new ArrayList<String>();
        byArea.forEach((area, limits) -> text.addAll(table(area, limits)));
        return text.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static List<String> table(String area, List<Limit> limits) {
        var lines = new ArrayList<>(
                List.of("", "## " + area, "", "| limit | default | setting | beyond it |", "|---|---|---|---|"));
        limits.forEach(limit -> lines.add(limit.row()));
        return lines;
    }
}
