package dev.tocsin.templates;

import dev.tocsin.templates.Operand.Constant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Calls functions and methods: evaluates the arguments, checks their types and locates failures. */
record FunctionCaller(Rendering rendering, Frame frame, PipelineEvaluator evaluator) {
    Object function(
            String name, TemplateFunction function, TemplateNode caller, List<Operand> operands, List<Object> piped) {
        checkCount(name, function.signature(), operands, piped);
        if (name.equals("and") || name.equals("or")) {
            return firstDecisive(name.equals("or"), operands, piped);
        }
        var arguments = arguments(function.signature(), operands, piped);
        return call(name, caller, arguments, () -> function.body().call(arguments));
    }

    Object member(
            String name,
            TemplateType.Member member,
            Object owner,
            TemplateNode caller,
            List<Operand> operands,
            List<Object> piped) {
        if (!member.isMethod() && (!operands.isEmpty() || !piped.isEmpty())) {
            throw frame.failed(name + " has arguments but cannot be invoked as function");
        }
        checkCount(name, member.signature(), operands, piped);
        var arguments = arguments(member.signature(), operands, piped);
        return call(name, caller, arguments, () -> member.of(owner, arguments));
    }

    private Object call(String name, TemplateNode caller, Arguments arguments, Supplier<Object> body) {
        arguments.from(0).forEach(rendering.budget()::value);
        try {
            var value = Values.normalize(body.get());
            rendering.budget().value(value);
            return value;
        } catch (FunctionFailedException e) {
            frame.setCurrent(caller);
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
        rendering.budget().step();
        frame.setCurrent(operand);
        if (operand instanceof Constant constant) {
            return constant(constant, parameter);
        }
        return checked(evaluator.operand(operand), parameter);
    }

    private Object constant(Constant constant, Parameter parameter) {
        if (constant.isNil()) {
            if (!parameter.takesNil()) {
                throw frame.failed("cannot assign nil to " + parameter.typeName());
            }
            return null;
        }
        if (parameter.ofWhole().isPresent() && constant.whole().isPresent()) {
            return parameter.ofWhole().get().apply(constant.whole().getAsLong());
        }
        if (!parameter.type().isInstance(constant.value())) {
            throw frame.failed(typeMismatch(constant, parameter));
        }
        return constant.value();
    }

    private static String typeMismatch(Constant constant, Parameter parameter) {
        if (parameter.type() == String.class) {
            return "expected string; found " + constant;
        }
        return parameter.ofWhole().isPresent()
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
