package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpisodeStartsTest {
    private final EpisodeStarts starts = new EpisodeStarts(SchedulerFixture.group(
            "g", new RuleDraft("", "High", "load", "", "", Map.of(), Map.of(), "db", RuleDraft.States.NONE)));

    /** P and F: pending and firing since; R: resolved; D: deleted. The digits are activeAt and firedAt; @ is the tick. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # records in order    | the last one counts as
            F11@1                 | F11
            F11@1, F22@2          | F11
            F22@2, F11@1          | F22
            F11@1, F22@2, F33@3   | F11
            P1@1, P2@2            | P1
            P1@1, F13@3           | F13
            P1@1, F23@3           | F13
            P1@1, F12@2, F23@3    | F12
            F11@1, R13@3, F44@4   | F44
            F11@1, D, F44@4       | F44
            F11@1, F11@5          | F11
            F11@1, F22@3          | F22
            F22@2, F11@1, F22@3   | F22
            """)
    void theFirstStartSinceTheAlertWasInactiveCounts(String records, String expected) {
        RuleAlertState last = null;
        for (var record : records.split(", ")) {
            var state = record.equals("D") ? Optional.<RuleAlertState>empty() : Optional.of(logged(record));
            last = starts.read(key(), state).orElse(null);
        }
        assertThat(last.alert().state()).isEqualTo(state(expected));
    }

    @Test
    void aStateFromBeforeTheStartOfTheInstanceIsContinued() {
        starts.restore(logged("F11@1"));
        starts.read(key(), Optional.of(logged("F22@2")));
        starts.restore(logged("F22@2"));
        assertThat(starts.all())
                .singleElement()
                .satisfies(known -> assertThat(known.alert().state()).isEqualTo(state("F11")));
        starts.read(key(), Optional.empty());
        assertThat(starts.all()).isEmpty();
    }

    @Test
    void groupsWithoutDataSourcesKeepWhatWasLogged() {
        starts.replaceGroup(SchedulerFixture.group("g", SchedulerFixture.alert("High", "load")));
        starts.read(key(), Optional.of(logged("F11@1")));
        assertThat(starts.read(key(), Optional.of(logged("F22@2"))).orElseThrow())
                .isEqualTo(logged("F22@2"));
    }

    private static String key() {
        return logged("P1@1").key();
    }

    private static RuleAlertState logged(String text) {
        var alert = new ActiveAlert(Labels.of("alertname", "High"), Map.of(), Double.NaN, state(text));
        return new RuleAlertState("test/g/High/1", "test/g", at(text.charAt(text.length() - 1)), alert);
    }

    private static AlertState state(String text) {
        var active = at(text.charAt(1));
        return switch (text.charAt(0)) {
            case 'P' -> new AlertState.Pending(active);
            case 'F' -> new AlertState.Firing(active, at(text.charAt(2)));
            default -> new AlertState.Resolved(active, active, at(text.charAt(2)));
        };
    }

    private static Instant at(char digit) {
        return Instant.ofEpochSecond(Character.digit(digit, 10));
    }
}
