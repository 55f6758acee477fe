package dev.tocsin.local.broker;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides the {@link Broker} that all tests of this JVM share, and closes it after the last one. {@link BrokerChoice}
 * decides its kind.
 */
public final class BrokerExtension implements ParameterResolver, ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return choice().reasonToSkip(ContainerBroker.isPossible())
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is a broker"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Broker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    /** The broker, for other extensions. */
    public static Broker shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(BrokerExtension.class))
                .computeIfAbsent(Broker.class, key -> start(), Broker.class);
    }

    private static BrokerChoice choice() {
        return BrokerChoice.of(System.getProperties());
    }

    private static Broker start() {
        var broker = open();
        System.out.println("tests run on " + broker.description());
        return broker;
    }

    private static Broker open() {
        var docker = ContainerBroker.isPossible();
        if (!choice().wantsContainer(docker)) {
            return EmbeddedBroker.start(docker ? "-Dbroker=embedded" : "Docker is not present");
        }
        try {
            return ContainerBroker.start();
        } catch (RuntimeException e) {
            if (choice() == BrokerChoice.DOCKER) {
                throw e;
            }
            return EmbeddedBroker.start("no container could be started: " + e.getMessage());
        }
    }
}
