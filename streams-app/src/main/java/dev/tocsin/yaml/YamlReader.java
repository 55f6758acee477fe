package dev.tocsin.yaml;

import dev.tocsin.yaml.Yaml.Fields;
import dev.tocsin.yaml.Yaml.Fields.Entry;
import dev.tocsin.yaml.Yaml.Scalar;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the first document of a YAML text; what can not be read becomes a problem and an empty part. */
final class YamlReader {
    private static final int MOST_CHARACTERS = 16 * 1024 * 1024;
    // The library takes time with the square of what it reads without a break.
    private static final int LONGEST_LINE = 512 * 1024;
    private static final int MOST_PARTS = 1_000_000;
    private static final int DEEPEST = 50;

    private final String source;
    private final Problems problems;
    private int parts;

    private YamlReader(String source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** An empty text is an empty mapping. */
    static Fields read(String source, String text, Problems problems) {
        return new YamlReader(source, problems).read(text);
    }

    /** A value that is written outside of any document, as the same text inside of one would be read. */
    static Scalar scalar(Place place, String text) {
        var tag = new Resolver().resolve(NodeId.scalar, text, true);
        return new Scalar(place, text, type(tag));
    }

    private Fields read(String text) {
        var beginning = new Place(source, 1, 1);
        if (hasTooLongLine(text)) {
            return new Fields(beginning, List.of());
        }
        try {
            var documents = new org.yaml.snakeyaml.Yaml(limits())
                    .composeAll(new StringReader(text))
                    .iterator();
            var tree = documents.hasNext() ? tree(documents.next(), 0) : new Scalar(beginning, "", Scalar.Type.NULL);
            if (tree instanceof Fields fields) {
                return fields;
            }
            if (!tree.isNull()) {
                problems.add(tree.place(), "the document is " + tree.kind() + ", but must be a mapping");
            }
        } catch (MarkedYAMLException e) {
            problems.add(place(e.getProblemMark()), "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(Place.whole(source), "not YAML that is read here: " + e.getMessage());
        }
        return new Fields(beginning, List.of());
    }

    private boolean hasTooLongLine(String text) {
        var number = 0;
        var start = 0;
        while (start <= text.length()) {
            number++;
            var end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > LONGEST_LINE) {
                problems.add(
                        new Place(source, number, 1),
                        "a line of %d characters, but at most %d are read".formatted(end - start, LONGEST_LINE));
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static LoaderOptions limits() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(1_000);
        return options;
    }

    // An alias is the same node again, so a small text can be a huge or an endless tree: both counts end that.
    private Yaml tree(Node node, int depth) {
        if (depth > DEEPEST || ++parts > MOST_PARTS) {
            throw new YAMLException(
                    depth > DEEPEST
                            ? "nested deeper than %d levels (an alias inside of what it stands for?)".formatted(DEEPEST)
                            : "more than %d parts, aliases counted".formatted(MOST_PARTS));
        }
        if (node instanceof SequenceNode sequence) {
            return new Yaml.Items(
                    place(node),
                    sequence.getValue().stream()
                            .map(item -> tree(item, depth + 1))
                            .toList());
        }
        return node instanceof MappingNode mapping ? fields(mapping, depth) : scalar((ScalarNode) node);
    }

    private Fields fields(MappingNode mapping, int depth) {
        var own = new LinkedHashMap<String, Entry>();
        var merged = new ArrayList<Node>();
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.add(tuple.getValueNode());
            } else {
                addOnce(own, tuple, depth);
            }
        }
        merged.forEach(node -> merge(own, node, depth));
        return new Fields(place(mapping), new ArrayList<>(own.values()));
    }

    private void addOnce(Map<String, Entry> entries, NodeTuple tuple, int depth) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(place(tuple.getKeyNode()), "a key must be a text");
            return;
        }
        var entry = new Entry(place(key), key.getValue(), tree(tuple.getValueNode(), depth + 1));
        var first = entries.putIfAbsent(key.getValue(), entry);
        if (first != null) {
            problems.add(
                    entry.place(),
                    "key '%s' is repeated".formatted(entry.key()),
                    "it is given before in line " + first.place().line());
        }
    }

    private void merge(Map<String, Entry> entries, Node node, int depth) {
        var tree = tree(node, depth + 1);
        if (tree instanceof Fields fields) {
            fields.entries().forEach(entry -> entries.putIfAbsent(entry.key(), entry));
        } else if (tree instanceof Yaml.Items && node instanceof SequenceNode several) {
            several.getValue().forEach(one -> merge(entries, one, depth + 1));
        } else {
            problems.add(tree.place(), "'<<' takes a mapping or a list of mappings, but is " + tree.kind());
        }
    }

    private Scalar scalar(ScalarNode node) {
        return new Scalar(place(node), node.getValue(), type(node.getTag()));
    }

    private static Scalar.Type type(Tag tag) {
        if (tag.equals(Tag.NULL)) {
            return Scalar.Type.NULL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Scalar.Type.BOOL;
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Scalar.Type.NUMBER : Scalar.Type.TEXT;
    }

    private Place place(Node node) {
        return place(node.getStartMark());
    }

    private Place place(Mark mark) {
        return mark == null ? Place.whole(source) : new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
