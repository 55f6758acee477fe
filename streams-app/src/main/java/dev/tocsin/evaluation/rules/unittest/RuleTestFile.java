package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import java.util.List;

/**
 * promtool unit test file.
 *
 * @param ruleFiles glob patterns, relative to the file
 * @param groupOrder names of groups with a fixed order within a tick
 * @param tests the tests, without rule groups yet
 */
public record RuleTestFile(List<String> ruleFiles, List<String> groupOrder, TestFile tests) {
    public RuleTestFile {
        ruleFiles = List.copyOf(ruleFiles);
        groupOrder = List.copyOf(groupOrder);
    }

    /**
     * @param source file name for messages
     * @throws ConfigException with all problems
     */
    public static RuleTestFile read(String source, String text) {
        var problems = new ProblemCollector();
        var file = new RuleTestFileReader().read(YamlMap.read(source, text, problems));
        problems.throwIfAny();
        return file;
    }
}
