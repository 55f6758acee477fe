package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import java.nio.file.Path;
import java.util.List;

/** A Prometheus rule file. */
record RuleFile(Path path) {
    /** The default namespace of the file's groups: the file name without its extension. */
    String namespace() {
        var name = path.getFileName().toString();
        var dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** @throws dev.tocsin.yaml.ConfigException with all errors in it */
    List<RuleGroup> read(String namespace, Defaults defaults, UnknownKeys unknownKeys) {
        return RuleFileReader.read(path.toString(), TextFile.read(path), namespace, defaults, unknownKeys);
    }
}
