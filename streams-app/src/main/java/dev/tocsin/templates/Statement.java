package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import java.util.List;

/** A statement of a template. {@code toString()} returns template source. */
sealed interface Statement extends TemplateNode {
    interface Cases<R> {
        R text(Text text);

        R print(Print print);

        R branch(Branch branch);

        R range(Range range);

        R call(Call call);

        R loopControl(LoopControl loopControl);
    }

    <R> R match(Cases<R> cases);

    /** A list of statements. */
    record Body(List<Statement> statements) {
        static final Body EMPTY = new Body(List.of());

        public Body {
            statements = List.copyOf(statements);
        }

        /** Whether the output is only white space. A blank body does not replace another definition. */
        public boolean isBlank() {
            return statements.stream()
                    .allMatch(statement ->
                            statement instanceof Text text && text.text().isBlank());
        }

        @Override
        public String toString() {
            var text = new StringBuilder();
            statements.forEach(text::append);
            return text.toString();
        }
    }

    record Text(int position, String text) implements Statement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(this);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A pipeline whose value is printed, unless it sets variables. */
    record Print(int position, Pipeline pipeline) implements Statement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.print(this);
        }

        @Override
        public String toString() {
            return "{{" + pipeline + "}}";
        }
    }

    /** {@code if} or {@code with}; {@code with} sets the dot to the value. */
    record Branch(int position, boolean movesDot, Pipeline pipeline, Body then, Body otherwise) implements Statement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.branch(this);
        }

        @Override
        public String toString() {
            return control(movesDot ? "with" : "if", pipeline, then, otherwise);
        }
    }

    record Range(int position, Pipeline pipeline, Body each, Body otherwise) implements Statement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.range(this);
        }

        @Override
        public String toString() {
            return control("range", pipeline, each, otherwise);
        }
    }

    /** {@code template "name" pipeline}; the pipeline may have no command. */
    record Call(int position, String name, Pipeline pipeline) implements Statement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.call(this);
        }

        @Override
        public String toString() {
            var argument = pipeline.commands().isEmpty() ? "" : " " + pipeline;
            return "{{template " + GoQuote.quote(name) + argument + "}}";
        }
    }

    /** {@code break} or {@code continue}. */
    record LoopControl(int position, Exit exit) implements Statement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.loopControl(this);
        }

        @Override
        public String toString() {
            return exit == Exit.BREAK ? "{{break}}" : "{{continue}}";
        }
    }

    /** How the execution of statements ends: at their end, or by {@code break} or {@code continue}. */
    enum Exit {
        END,
        BREAK,
        CONTINUE
    }

    private static String control(String keyword, Pipeline pipeline, Body then, Body otherwise) {
        var rest = otherwise.statements().isEmpty() ? "" : "{{else}}" + otherwise;
        return "{{" + keyword + " " + pipeline + "}}" + then + rest + "{{end}}";
    }
}
