package dev.tocsin.templates;

import dev.tocsin.templates.Operand.Constant;
import dev.tocsin.templates.Operand.Named;
import dev.tocsin.templates.Operand.Origin;
import dev.tocsin.templates.Operand.Path;
import dev.tocsin.templates.Pipeline.Command;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Evaluates pipelines for one dot. It records the current node in the frame in the same order as Go, so that error
 * messages have the same position.
 */
final class PipelineEvaluator {
    private final Rendering rendering;
    private final Frame frame;
    private final Object dot;
    private final FunctionCaller calls;

    PipelineEvaluator(Rendering rendering, Frame frame, Object dot) {
        this.rendering = rendering;
        this.frame = frame;
        this.dot = Values.normalize(dot);
        this.calls = new FunctionCaller(rendering, frame, this);
    }

    Object pipeline(Pipeline pipeline) {
        frame.setCurrent(pipeline);
        rendering.budget().enter();
        List<Object> piped = List.of();
        Object value = null;
        for (var command : pipeline.commands()) {
            value = command(command, piped);
            piped = Collections.singletonList(value);
        }
        for (var variable : pipeline.variables()) {
            if (pipeline.assigns()) {
                frame.assign(variable, value);
            } else {
                frame.push(variable, value);
            }
        }
        rendering.budget().leave();
        return value;
    }

    private Object command(Command command, List<Object> piped) {
        rendering.budget().step();
        return command.head().match(new CommandEvaluator(command, piped));
    }

    /** Evaluates an operand without arguments: an argument of a function, or the start of a chain of fields. */
    Object operand(Operand operand) {
        frame.setCurrent(operand);
        return operand.match(
                new CommandEvaluator(new Command(operand.position(), List.of(operand)), operand, List.of()));
    }

    /** Evaluates the first operand of a command with the arguments that follow it. */
    private final class CommandEvaluator implements Operand.Cases<Object> {
        private final TemplateNode caller;
        private final List<Operand> arguments;
        private final List<Object> piped;

        CommandEvaluator(Command command, List<Object> piped) {
            this(command, command, piped);
        }

        CommandEvaluator(Command command, TemplateNode caller, List<Object> piped) {
            this.caller = caller;
            this.arguments = command.arguments();
            this.piped = piped;
        }

        @Override
        public Object pipeline(Pipeline pipeline) {
            refuseArguments(pipeline);
            return PipelineEvaluator.this.pipeline(pipeline);
        }

        @Override
        public Object constant(Constant constant) {
            frame.setCurrent(constant);
            refuseArguments(constant);
            if (constant.isNil()) {
                throw frame.failed("nil is not a command");
            }
            return constant.value();
        }

        @Override
        public Object function(Named function) {
            frame.setCurrent(function);
            var found = rendering.templates().functions().find(function.name());
            var called = found.orElseThrow(
                    () -> frame.failed("\"%s\" is not a defined function".formatted(function.name())));
            return calls.function(function.name(), called, caller, arguments, piped);
        }

        @Override
        public Object path(Path path) {
            frame.setCurrent(path);
            if (path.names().isEmpty()) {
                refuseArguments(path);
                return origin(path);
            }
            var value = origin(path);
            var isGiven = value != null;
            var last = path.names().size() - 1;
            for (var i = 0; i < last; i++) {
                value = member(value, path.names().get(i), path, isGiven && i > 0, List.of(), List.of());
            }
            return member(value, path.names().get(last), path, isGiven && last > 0, arguments, piped);
        }

        private void refuseArguments(Operand operand) {
            if (!arguments.isEmpty() || !piped.isEmpty()) {
                throw frame.failed("can't give argument to non-function " + operand.inCommand());
            }
        }
    }

    private Object origin(Path path) {
        if (path.origin() instanceof Origin.Variable variable) {
            return frame.value(variable.name());
        }
        return path.origin() instanceof Origin.Value value ? operand(value.operand()) : dot;
    }

    /** @param foundNull whether a null owner is the value of a field, not of the start of the path */
    private Object member(
            Object owner, String name, Path path, boolean foundNull, List<Operand> arguments, List<Object> piped) {
        if (owner == null) {
            return memberOfNull(name, foundNull);
        }
        if (owner instanceof TemplateObject object) {
            var member = object.templateType().member(name);
            if (member.isPresent()) {
                return calls.member(name, member.get(), owner, path, arguments, piped);
            }
        }
        if (owner instanceof Map<?, ?> map) {
            if (!arguments.isEmpty() || !piped.isEmpty()) {
                throw frame.failed(name + " is not a method but has arguments");
            }
            return Values.normalize(map.containsKey(name) ? map.get(name) : Indexing.absent(map));
        }
        throw frame.failed("can't evaluate field %s in type %s".formatted(name, Values.typeName(owner)));
    }

    private Object memberOfNull(String name, boolean foundNull) {
        if (foundNull) {
            throw frame.failed("nil pointer evaluating interface {}." + name);
        }
        return null;
    }
}
