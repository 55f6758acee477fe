package dev.tocsin.yaml;

import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Mapping.Entry;
import dev.tocsin.yaml.YamlNode.Scalar;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Reads the first document of a YAML text with SnakeYAML. Invalid parts become problems and are empty. */
final class YamlReader {
    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;
    // SnakeYAML needs quadratic time in the length of a line.
    private static final int MAX_LINE_LENGTH = 512 * 1024;
    private static final int MAX_NODES = 1_000_000;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_DOCUMENTS = 10_000;

    private final String source;
    private final MergeKeys mergeKeys;
    private final ProblemCollector problems;
    private int nodeCount;

    private YamlReader(String source, MergeKeys mergeKeys, ProblemCollector problems) {
        this.source = source;
        this.mergeKeys = mergeKeys;
        this.problems = problems;
    }

    static Mapping read(String source, String text, MergeKeys mergeKeys, ProblemCollector problems) {
        return new YamlReader(source, mergeKeys, problems).read(text);
    }

    static List<Mapping> readAll(String source, String text, MergeKeys mergeKeys, ProblemCollector problems) {
        return new YamlReader(source, mergeKeys, problems).read(text, MAX_DOCUMENTS);
    }

    static Scalar scalar(SourceLocation location, String text) {
        var tag = new Resolver().resolve(NodeId.scalar, text, true);
        return new Scalar(location, text, type(tag));
    }

    private Mapping read(String text) {
        var documents = read(text, 1);
        return documents.isEmpty() ? new Mapping(new SourceLocation(source, 1, 1), List.of()) : documents.get(0);
    }

    /** Reads up to so many documents. Empty ones are left out. */
    private List<Mapping> read(String text, int max) {
        var read = new ArrayList<Mapping>();
        if (hasOverlongLine(text)) {
            return read;
        }
        try {
            var documents = new org.yaml.snakeyaml.Yaml(limits())
                    .composeAll(new StringReader(text))
                    .iterator();
            for (var i = 0; i < max && documents.hasNext(); i++) {
                var tree = toNode(documents.next(), 0);
                if (tree instanceof Mapping fields) {
                    read.add(fields);
                } else if (!tree.isNull()) {
                    problems.add(tree.location(), "the document is " + tree.description() + ", but must be a mapping");
                }
            }
        } catch (MarkedYAMLException e) {
            problems.add(location(e.getProblemMark()), "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(SourceLocation.ofSource(source), "YAML not supported here: " + e.getMessage());
        }
        return read;
    }

    private boolean hasOverlongLine(String text) {
        var number = 0;
        var start = 0;
        while (start <= text.length()) {
            number++;
            var end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > MAX_LINE_LENGTH) {
                problems.add(
                        new SourceLocation(source, number, 1),
                        "line of %d characters; at most %d are allowed".formatted(end - start, MAX_LINE_LENGTH));
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static LoaderOptions limits() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(1_000);
        return options;
    }

    // Aliases share nodes, so a small text can expand to a huge or infinite tree. Depth and node count are limited.
    private YamlNode toNode(Node node, int depth) {
        if (depth > MAX_DEPTH || ++nodeCount > MAX_NODES) {
            throw new YAMLException(
                    depth > MAX_DEPTH
                            ? "nested deeper than %d levels (does an alias contain itself?)".formatted(MAX_DEPTH)
                            : "more than %d nodes, aliases expanded".formatted(MAX_NODES));
        }
        if (node instanceof SequenceNode sequence) {
            return new YamlNode.Sequence(
                    location(node),
                    sequence.getValue().stream()
                            .map(item -> toNode(item, depth + 1))
                            .toList());
        }
        return node instanceof MappingNode mapping ? toMapping(mapping, depth) : scalar((ScalarNode) node);
    }

    private Mapping toMapping(MappingNode mapping, int depth) {
        var own = new HashMap<String, Entry>();
        var all = mergeKeys.newMapping(problems);
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(all, tuple.getValueNode(), depth);
            } else {
                addOnce(own, all, tuple, depth);
            }
        }
        return new Mapping(location(mapping), all.entries());
    }

    private void addOnce(Map<String, Entry> own, MergedEntries all, NodeTuple tuple, int depth) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(location(tuple.getKeyNode()), "a key must be a text");
            return;
        }
        var name = key.getTag().equals(Tag.NULL) ? "" : key.getValue();
        var entry = new Entry(location(key), name, toNode(tuple.getValueNode(), depth + 1));
        var first = own.putIfAbsent(name, entry);
        if (first == null) {
            all.addOwn(entry);
        } else {
            problems.add(
                    entry.location(),
                    "key '%s' is repeated".formatted(entry.key()),
                    "first defined in line " + first.location().line());
        }
    }

    private void merge(MergedEntries entries, Node node, int depth) {
        var tree = toNode(node, depth + 1);
        if (tree instanceof Mapping fields) {
            fields.entries().forEach(entries::addMerged);
        } else if (tree instanceof YamlNode.Sequence && node instanceof SequenceNode several) {
            mergeKeys.inOrder(several.getValue()).forEach(one -> merge(entries, one, depth + 1));
        } else {
            problems.add(tree.location(), "'<<' must be a mapping or a list of mappings, but is " + tree.description());
        }
    }

    private Scalar scalar(ScalarNode node) {
        return new Scalar(location(node), node.getValue(), type(node.getTag()));
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

    private SourceLocation location(Node node) {
        return location(node.getStartMark());
    }

    private SourceLocation location(Mark mark) {
        return mark == null
                ? SourceLocation.ofSource(source)
                : new SourceLocation(source, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
