package dev.tocsin.config.rules;

import dev.tocsin.evaluation.rules.unittest.TestFile;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import java.util.List;

/**
 * A file of unit tests for rules, as promtool reads it.
 *
 * @param ruleFiles patterns of paths, relative to the file
 * @param groupOrder the groups whose order within a tick matters
 * @param trials the tests, yet without groups
 */
public record RuleTestFile(List<String> ruleFiles, List<String> groupOrder, TestFile tests) {
    public RuleTestFile {
        ruleFiles = List.copyOf(ruleFiles);
        groupOrder = List.copyOf(groupOrder);
    }

    /**
     * @param source what the file is called in messages
     * @throws ConfigException with everything that is wrong with it
     */
    public static RuleTestFile read(String source, String text) {
        var problems = new ProblemCollector();
        var file = new RuleTestFileReader().read(YamlMap.read(source, text, problems));
        problems.throwIfAny();
        return file;
    }
}
