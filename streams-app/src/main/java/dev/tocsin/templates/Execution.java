package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.templates.parser.Definition;
import dev.tocsin.templates.parser.Statement;
import dev.tocsin.templates.parser.Statement.Body;
import dev.tocsin.templates.parser.Statement.Call;
import dev.tocsin.templates.parser.Statement.Choice;
import dev.tocsin.templates.parser.Statement.Exit;
import dev.tocsin.templates.parser.Statement.Leave;
import dev.tocsin.templates.parser.Statement.Print;
import dev.tocsin.templates.parser.Statement.Range;

/** Carries out statements for one dot. */
final class Execution implements Statement.Cases<Exit> {
    private final Run run;
    private final Frame frame;
    private final Object dot;
    private final Evaluation evaluation;

    private Execution(Run run, Frame frame, Object dot) {
        this.run = run;
        this.frame = frame;
        this.dot = dot;
        this.evaluation = new Evaluation(run, frame, dot);
    }

    /** @throws TemplateFailedException if it can not be rendered with this dot */
    static void of(Definition definition, Run run, Object dot) {
        var frame = new Frame(definition, dot);
        try {
            new Execution(run, frame, dot).body(definition.body());
        } catch (FunctionFailedException exhausted) {
            throw frame.failed(exhausted.getMessage(), exhausted);
        }
    }

    Exit body(Body body) {
        run.budget().enter();
        var exit = Exit.END;
        for (var statement : body.statements()) {
            frame.at(statement);
            run.budget().step();
            exit = statement.match(this);
            if (exit != Exit.END) {
                break;
            }
        }
        run.budget().leave();
        return exit;
    }

    @Override
    public Exit text(Statement.Text text) {
        run.output().literal(text.text());
        return Exit.END;
    }

    @Override
    public Exit print(Print print) {
        var value = evaluation.pipeline(print.pipeline());
        if (print.pipeline().variables().isEmpty()) {
            frame.at(print);
            run.output().value(value);
        }
        return Exit.END;
    }

    @Override
    public Exit choice(Choice choice) {
        var mark = frame.mark();
        var value = evaluation.pipeline(choice.pipeline());
        var exit = Values.isTrue(value)
                ? with(choice.movesDot() ? value : dot).body(choice.then())
                : body(choice.otherwise());
        frame.backTo(mark);
        return exit;
    }

    @Override
    public Exit range(Range range) {
        var mark = frame.mark();
        var value = evaluation.pipeline(range.pipeline());
        var loop = new Loop(range, value);
        var exit = Exit.END;
        if (loop.isEmpty()) {
            exit = body(range.otherwise());
        } else {
            loop.go();
        }
        frame.backTo(mark);
        return exit;
    }

    @Override
    public Exit call(Call call) {
        var definition = run.templates().find(call.name());
        if (definition.isEmpty()) {
            throw frame.failed("template %s not defined".formatted(GoQuote.quote(call.name())));
        }
        var argument = call.pipeline().commands().isEmpty() ? null : evaluation.pipeline(call.pipeline());
        run.budget().enter();
        of(definition.get(), run, argument);
        run.budget().leave();
        return Exit.END;
    }

    @Override
    public Exit leave(Leave leave) {
        return leave.exit();
    }

    private Execution with(Object otherDot) {
        return otherDot == dot ? this : new Execution(run, frame, otherDot);
    }

    /** One walk over what can be counted through. */
    private final class Loop {
        private final Range range;
        private final Steps steps;
        private final int mark;

        Loop(Range range, Object value) {
            this.range = range;
            var variables = range.pipeline().variables().size();
            this.steps = Steps.over(value, variables).orElseThrow(() -> frame.failed(Steps.complaint(value)));
            this.mark = frame.mark();
        }

        boolean isEmpty() {
            return !steps.hasNext();
        }

        void go() {
            var exit = Exit.END;
            while (exit != Exit.BREAK && steps.hasNext()) {
                var step = steps.next();
                set(step);
                exit = with(step.value()).body(range.each());
                frame.backTo(mark);
            }
        }

        // The evaluation of the pipeline has pushed the variables already, all with the value of the whole.
        private void set(Steps.Step step) {
            var variables = range.pipeline().variables();
            if (!variables.isEmpty()) {
                frame.assign(variables.get(variables.size() - 1), step.value());
            }
            if (variables.size() > 1) {
                frame.assign(variables.get(0), step.key());
            }
        }
    }
}
