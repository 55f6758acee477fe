package dev.tocsin.templates;

import java.util.List;
import java.util.OptionalLong;

/** An operand of a command. {@code toString()} returns template source. */
sealed interface Operand extends TemplateNode permits Pipeline, Operand.Constant, Operand.Path, Operand.Named {
    interface Cases<R> {
        R pipeline(Pipeline pipeline);

        R constant(Constant constant);

        R path(Path path);

        R function(Named function);
    }

    <R> R match(Cases<R> cases);

    default String inCommand() {
        return this instanceof Pipeline ? "(" + this + ")" : toString();
    }

    /** A function name. */
    record Named(int position, String name) implements Operand {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.function(this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The start of a path. */
    sealed interface Origin {
        record Dot() implements Origin {}

        record Variable(String name) implements Origin {}

        record Value(Operand operand) implements Origin {}
    }

    /** A chain of fields from the dot, a variable or a value: {@code .}, {@code .A.B}, {@code $x.A}, {@code (f).A}. */
    record Path(int position, Origin origin, List<String> names) implements Operand {
        public Path {
            names = List.copyOf(names);
        }

        boolean isDot() {
            return origin instanceof Origin.Dot && names.isEmpty();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.path(this);
        }

        @Override
        public String toString() {
            var fields = names.isEmpty() ? "" : "." + String.join(".", names);
            if (origin instanceof Origin.Variable variable) {
                return variable.name() + fields;
            }
            return origin instanceof Origin.Value value ? value.operand().inCommand() + fields : isDot() ? "." : fields;
        }
    }

    /**
     * A literal.
     *
     * @param value the value where a parameter has any type
     * @param whole the value where a parameter is an integer; empty if it is not one
     */
    record Constant(int position, String text, Object value, OptionalLong whole) implements Operand {
        static Constant nil(int position) {
            return new Constant(position, "nil", null, OptionalLong.empty());
        }

        public boolean isNil() {
            return value == null;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.constant(this);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
