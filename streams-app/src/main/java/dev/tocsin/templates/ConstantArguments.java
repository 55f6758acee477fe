package dev.tocsin.templates;

import dev.tocsin.templates.Operand.Constant;
import dev.tocsin.templates.Operand.Named;
import dev.tocsin.templates.Operand.Origin;
import dev.tocsin.templates.Operand.Path;
import dev.tocsin.templates.Pipeline.Command;
import dev.tocsin.templates.Statement.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the arguments of a function with one parameter, as far as they are constant texts in the source. */
final class ConstantArguments implements Statement.Cases<Void> {
    private final String function;
    private final List<String> texts = new ArrayList<>();
    private boolean all = true;

    private ConstantArguments(String function) {
        this.function = function;
    }

    /** The arguments of all calls in these definitions; empty if one of them is known only when the template is rendered. */
    static Optional<List<String>> of(String function, Iterable<Definition> definitions) {
        var found = new ConstantArguments(function);
        definitions.forEach(definition -> found.body(definition.body()));
        return found.all ? Optional.of(List.copyOf(found.texts)) : Optional.empty();
    }

    private void body(Body body) {
        body.statements().forEach(statement -> statement.match(this));
    }

    private void pipeline(Pipeline pipeline) {
        for (var i = 0; i < pipeline.commands().size(); i++) {
            command(pipeline.commands(), i);
        }
    }

    private void command(List<Command> commands, int index) {
        var command = commands.get(index);
        var given = command.arguments();
        if (isFunction(command.head())) {
            var before =
                    index == 0 ? List.<Operand>of() : commands.get(index - 1).operands();
            if (given.size() == 1 && index == 0) {
                call(given.get(0));
            } else if (given.isEmpty() && index == 1 && before.size() == 1) {
                call(before.get(0));
            } else {
                all = false;
            }
        } else {
            operand(command.head());
        }
        given.forEach(this::operand);
    }

    private void call(Operand argument) {
        if (argument instanceof Constant constant && constant.value() instanceof String text) {
            texts.add(text);
        } else {
            all = false;
        }
    }

    private boolean isFunction(Operand operand) {
        return operand instanceof Named named && named.name().equals(function);
    }

    /** An operand that is not the head of a command: the function has no argument there. */
    private void operand(Operand operand) {
        if (operand instanceof Pipeline inner) {
            pipeline(inner);
        } else if (operand instanceof Path path && path.origin() instanceof Origin.Value value) {
            operand(value.operand());
        } else if (isFunction(operand)) {
            all = false;
        }
    }

    @Override
    public Void text(Statement.Text text) {
        return null;
    }

    @Override
    public Void print(Statement.Print print) {
        pipeline(print.pipeline());
        return null;
    }

    @Override
    public Void branch(Statement.Branch branch) {
        pipeline(branch.pipeline());
        body(branch.then());
        body(branch.otherwise());
        return null;
    }

    @Override
    public Void range(Statement.Range range) {
        pipeline(range.pipeline());
        body(range.each());
        body(range.otherwise());
        return null;
    }

    @Override
    public Void call(Statement.Call call) {
        pipeline(call.pipeline());
        return null;
    }

    @Override
    public Void loopControl(Statement.LoopControl loopControl) {
        return null;
    }
}
