package dev.tocsin.labels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.RelabelConfig.Action;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The actions of Prometheus's relabeling. The result "dropped" means that there are no labels any more. */
class RelabelConfigTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // action, source labels, regex, modulus, target, replacement, labels, result
                "replace,   a,   f(.*),   0, d,      ch${1}-ch$1, a=foo b=bar, a=foo b=bar d=choo-choo",
                "replace,   a b, (.*),    0, d,      $1,          a=foo b=bar, a=foo b=bar d=foo;bar",
                "replace,   a,   o,       0, d,      x,           a=foo,       a=foo",
                "replace,   a,   (.*),    0, a,      '',          a=foo b=bar, b=bar",
                "replace,   a,   (f)(.*), 0, x${1}y, $2,          a=foo,       a=foo xfy=oo",
                "replace,   a,   (.*),    0, d,      $$1,         a=foo,       a=foo d=$1",
                "keep,      a,   f.*,     0, '',     $1,          a=foo,       a=foo",
                "keep,      a,   x.*,     0, '',     $1,          a=foo,       dropped",
                "drop,      a,   f.*,     0, '',     $1,          a=foo,       dropped",
                "drop,      a,   o,       0, '',     $1,          a=foo,       a=foo",
                "drop,      z,   '',      0, '',     $1,          a=foo,       dropped",
                "keepequal, a,   (.*),    0, b,      $1,          a=x b=x,     a=x b=x",
                "keepequal, a,   (.*),    0, b,      $1,          a=x b=y,     dropped",
                "dropequal, a,   (.*),    0, b,      $1,          a=x b=x,     dropped",
                "dropequal, a,   (.*),    0, b,      $1,          a=x b=y,     a=x b=y",
                "lowercase, a,   (.*),    0, d,      $1,          a=FoO,       a=FoO d=foo",
                "uppercase, a,   (.*),    0, d,      $1,          a=FoO,       a=FoO d=FOO",
                "hashmod,   c,   (.*), 1000, d,      $1,          a=foo b=bar c=baz, a=foo b=bar c=baz d=976",
                "labelmap,  '',  (b.*),   0, '',     x_$1,        a=foo b1=1 b2=2, a=foo b1=1 b2=2 x_b1=1 x_b2=2",
                "labeldrop, '',  (b.*),   0, '',     $1,          a=foo b1=1 b2=2, a=foo",
                "labelkeep, '',  (b.*),   0, '',     $1,          a=foo b1=1 b2=2, b1=1 b2=2",
            })
    void actionsAreThoseOfPrometheus(
            String action,
            String sources,
            String regex,
            long modulus,
            String target,
            String replacement,
            String labels,
            String result) {
        var config = new RelabelConfig(
                Action.find(action).orElseThrow(),
                sources.isEmpty() ? List.of() : List.of(sources.split(" ")),
                RelabelConfig.DEFAULT_SEPARATOR,
                RelabelConfig.compile(regex),
                modulus,
                target,
                replacement);
        assertThat(RelabelConfig.applyAll(List.of(config), labels(labels))
                        .map(RelabelConfigTest::text)
                        .orElse("dropped"))
                .isEqualTo(result);
    }

    private static Labels labels(String text) {
        return Labels.of(Arrays.stream(text.split(" "))
                .collect(Collectors.toMap(
                        pair -> pair.substring(0, pair.indexOf('=')), pair -> pair.substring(pair.indexOf('=') + 1))));
    }

    private static String text(Labels labels) {
        return labels.asMap().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(" "));
    }
}
