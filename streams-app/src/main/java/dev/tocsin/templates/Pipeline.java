package dev.tocsin.templates;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Commands, each of which gets the value of the previous one as its last argument.
 *
 * @param variables set to the result
 * @param assigns whether existing variables are assigned ({@code =}), not new ones declared ({@code :=})
 */
record Pipeline(int position, List<String> variables, boolean assigns, List<Command> commands) implements Operand {
    public Pipeline {
        variables = List.copyOf(variables);
        commands = List.copyOf(commands);
    }

    static Pipeline none(int position) {
        return new Pipeline(position, List.of(), false, List.of());
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.pipeline(this);
    }

    @Override
    public String toString() {
        var set = variables.isEmpty() ? "" : String.join(", ", variables) + (assigns ? " = " : " := ");
        return set + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
    }

    /** An operand, followed by arguments if it is a function or a method. */
    record Command(int position, List<Operand> operands) implements TemplateNode {
        public Command {
            operands = List.copyOf(operands);
        }

        public Operand head() {
            return operands.get(0);
        }

        public List<Operand> arguments() {
            return operands.subList(1, operands.size());
        }

        @Override
        public String toString() {
            return operands.stream().map(Operand::inCommand).collect(Collectors.joining(" "));
        }
    }
}
