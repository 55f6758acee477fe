package dev.tocsin.local.sql;

import dev.tocsin.local.broker.BrokerExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Provides the {@link SqlStack} that all tests of this JVM share, and closes it after the last one. */
public final class SqlExtension implements ParameterResolver, ExecutionCondition {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final ConnectorsModule CONNECTORS =
            new ConnectorsModule(Path.of("../connectors").toAbsolutePath().normalize(), JAVA);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return CONNECTORS.isBuilt()
                ? ConditionEvaluationResult.enabled("")
                : ConditionEvaluationResult.disabled(
                        "no worker and no plugin below %s: run 'mvn process-classes'".formatted(CONNECTORS.folder()));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SqlStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var broker = BrokerExtension.shared(context);
        return context.getRoot()
                .getStore(Namespace.create(SqlExtension.class))
                .computeIfAbsent(SqlStack.class, key -> SqlStack.start(CONNECTORS, broker.address()), SqlStack.class);
    }
}
