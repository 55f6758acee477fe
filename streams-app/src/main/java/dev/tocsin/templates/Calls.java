package dev.tocsin.templates;

import dev.tocsin.templates.parser.Located;
import dev.tocsin.templates.parser.Operand;
import dev.tocsin.templates.parser.Operand.Constant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Calls functions and methods: finds the arguments, checks their types, tells where a call failed. */
final class Calls {
    private final Run run;
    private final Frame frame;
    private final Evaluation evaluation;

    Calls(Run run, Frame frame, Evaluation evaluation) {
        this.run = run;
        this.frame = frame;
        this.evaluation = evaluation;
    }

    Object function(
            String name, TemplateFunction function, Located caller, List<Operand> operands, List<Object> piped) {
        checkCount(name, function.signature(), operands, piped);
        if (name.equals("and") || name.equals("or")) {
            return firstDecisive(name.equals("or"), operands, piped);
        }
        var arguments = arguments(function.signature(), operands, piped);
        var body = function.body() instanceof NamedTemplate named ? named.during(run) : function.body();
        return call(name, caller, arguments, () -> body.call(arguments));
    }

    Object member(
            String name,
            Shape.Member member,
            Object owner,
            Located caller,
            List<Operand> operands,
            List<Object> piped) {
        if (!member.isMethod() && (!operands.isEmpty() || !piped.isEmpty())) {
            throw frame.failed(name + " has arguments but cannot be invoked as function");
        }
        checkCount(name, member.signature(), operands, piped);
        var arguments = arguments(member.signature(), operands, piped);
        return call(name, caller, arguments, () -> member.of(owner, arguments));
    }

    private Object call(String name, Located caller, Arguments arguments, Supplier<Object> body) {
        arguments.from(0).forEach(run.budget()::value);
        try {
            var value = Values.of(body.get());
            run.budget().value(value);
            return value;
        } catch (FunctionFailedException e) {
            frame.at(caller);
            throw frame.failed("error calling %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private void checkCount(String name, Signature signature, List<Operand> operands, List<Object> piped) {
        signature.complaint(name, operands.size(), !piped.isEmpty()).ifPresent(complaint -> {
            throw frame.failed(complaint);
        });
    }

    private Object firstDecisive(boolean decisive, List<Operand> operands, List<Object> piped) {
        Object value = null;
        for (var operand : operands) {
            value = argument(operand, Parameter.ANY);
            if (Values.isTrue(value) == decisive) {
                return value;
            }
        }
        return piped.isEmpty() ? value : piped.get(0);
    }

    private Arguments arguments(Signature signature, List<Operand> operands, List<Object> piped) {
        if (operands.isEmpty() && piped.isEmpty()) {
            return Arguments.NONE;
        }
        var values = new ArrayList<>();
        for (var operand : operands) {
            values.add(argument(operand, signature.parameter(values.size())));
        }
        for (var value : piped) {
            values.add(checked(value, signature.parameter(values.size())));
        }
        return new Arguments(values);
    }

    private Object argument(Operand operand, Parameter parameter) {
        run.budget().step();
        frame.at(operand);
        if (operand instanceof Constant constant) {
            return constant(constant, parameter);
        }
        return checked(evaluation.alone(operand), parameter);
    }

    private Object constant(Constant constant, Parameter parameter) {
        if (constant.isNil()) {
            if (!parameter.takesNil()) {
                throw frame.failed("cannot assign nil to " + parameter.typeName());
            }
            return null;
        }
        if (parameter.type() == Long.class && constant.whole().isPresent()) {
            return constant.whole().getAsLong();
        }
        if (!parameter.type().isInstance(constant.value())) {
            throw frame.failed(refusal(constant, parameter));
        }
        return constant.value();
    }

    private static String refusal(Constant constant, Parameter parameter) {
        if (parameter.type() == String.class) {
            return "expected string; found " + constant;
        }
        return parameter.type() == Long.class
                ? "expected integer; found " + constant
                : "can't handle %s for arg of type %s".formatted(constant, parameter.typeName());
    }

    private Object checked(Object value, Parameter parameter) {
        if (value == null) {
            if (!parameter.takesNil()) {
                throw frame.failed("invalid value; expected " + parameter.typeName());
            }
            return null;
        }
        if (!parameter.type().isInstance(value)) {
            throw frame.failed("wrong type for value; expected %s; got %s"
                    .formatted(parameter.typeName(), Values.typeName(value)));
        }
        return value;
    }
}
