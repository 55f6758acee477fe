package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/architecture.md says of rooms and topics is what the code says. */
class ArchitectureDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/architecture.md");
    private static final String MARK = "<!-- rooms, held by a test -->\n";
    private static final List<String> FLOORS = List.of(
            "app",
            "http cli config",
            "scheduling delivery",
            "streams database telemetry timing",
            "archive",
            "evaluation notification",
            "alerts templates",
            "labels notation");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("dev/tocsin/schemas"))
            .importPackages("dev.tocsin");

    /** When it fails: draw anew with {@code -Ddocs.draw=true}, look at the difference, and see whether you like it. */
    @Test
    void theRoomsAreDrawnFromTheCode() throws IOException {
        var rooms = rooms();
        if (Boolean.getBoolean("docs.draw")) {
            draw(rooms);
        }
        assertThat(parts()[1]).isEqualTo(rooms);
    }

    private static String rooms() {
        var imports = new TreeMap<String, Set<String>>();
        for (var type : HOUSE) {
            var targets = imports.computeIfAbsent(room(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(target -> target.getPackageName().startsWith("dev.tocsin.")
                            && !target.getPackageName().equals("dev.tocsin.schemas"))
                    .map(ArchitectureDocumentTest::room)
                    .filter(target -> !target.equals(room(type)))
                    .forEach(targets::add);
        }
        return "```\n" + FLOORS.stream().map(floor -> floor(floor, imports)).collect(Collectors.joining("\n"))
                + "```\n";
    }

    private static String floor(String floor, Map<String, Set<String>> imports) {
        var text = new StringBuilder();
        for (var wing : floor.split(" ")) {
            imports.forEach((room, targets) -> {
                if (room.equals(wing) || room.startsWith(wing + ".")) {
                    text.append("%-34s -> %s"
                                    .formatted(room, String.join(" ", shortened(wing, targets)))
                                    .stripTrailing())
                            .append('\n');
                }
            });
        }
        return text.toString();
    }

    /** Another wing is one word, so that the lines stay readable; rooms of the domain and of the own wing are named. */
    private static Set<String> shortened(String wing, Set<String> targets) {
        return targets.stream()
                .map(target -> target.matches("(evaluation|notification|" + wing + ")\\..*")
                        ? target.substring(target.indexOf('.') + 1)
                        : target.split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring("dev.tocsin.".length());
    }

    private static void draw(String rooms) throws IOException {
        var parts = parts();
        Files.writeString(DOCUMENT, parts[0] + MARK + rooms + MARK + parts[2]);
    }

    /** Before, between and behind the marks. */
    private static String[] parts() throws IOException {
        var parts = Files.readString(DOCUMENT).split(Pattern.quote(MARK), -1);
        assertThat(parts).as("the mark stands twice in %s", DOCUMENT).hasSize(3);
        return parts;
    }
}
