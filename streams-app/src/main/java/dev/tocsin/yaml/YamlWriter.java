package dev.tocsin.yaml;

import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import dev.tocsin.yaml.YamlNode.Sequence;
import java.io.StringWriter;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Writes a document as YAML in block style. */
final class YamlWriter {
    private YamlWriter() {}

    static String text(Mapping document) {
        var text = new StringWriter();
        var options = new DumperOptions();
        options.setSplitLines(false);
        new org.yaml.snakeyaml.Yaml(options).serialize(node(document), text);
        return text.toString();
    }

    private static Node node(YamlNode value) {
        if (value instanceof Sequence items) {
            var nodes = items.items().stream().map(YamlWriter::node).toList();
            return new SequenceNode(Tag.SEQ, true, nodes, null, null, FlowStyle.BLOCK);
        }
        if (value instanceof Mapping fields) {
            var tuples = fields.entries().stream()
                    .map(entry -> new NodeTuple(scalar(entry.key(), Tag.STR), node(entry.value())))
                    .toList();
            return new MappingNode(Tag.MAP, true, tuples, null, null, FlowStyle.BLOCK);
        }
        var scalar = (Scalar) value;
        return scalar.type() == Scalar.Type.TEXT
                ? scalar(scalar.text(), Tag.STR)
                : scalar(scalar.text(), new Resolver().resolve(NodeId.scalar, scalar.text(), true));
    }

    private static ScalarNode scalar(String text, Tag tag) {
        return new ScalarNode(tag, text, null, null, text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
    }
}
