package dev.tocsin.http.tocsin;

import dev.tocsin.evaluation.promql.Aggregator;
import dev.tocsin.evaluation.promql.PromqlFunction;
import dev.tocsin.evaluation.promql.PromqlFunctions;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.Completion;
import dev.tocsin.evaluation.promql.parser.HighlightedToken;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.limits.Limit;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /tokens} and {@code GET /completion}: help for an editor of queries. */
record QueryHelpResource(TocsinContext context) {
    private static final int CANDIDATES = 50;
    private static final List<String> DURATIONS = List.of("1m", "5m", "10m", "30m", "1h", "6h", "1d");
    private static final List<String> KEYWORDS =
            List.of("and", "bool", "by", "ignoring", "offset", "on", "or", "unless", "without");

    private record TokensView(List<TokenView> tokens, List<ErrorView> errors) {}

    private record TokenView(int from, int to, String type) {
        static TokenView of(HighlightedToken token) {
            return new TokenView(token.from(), token.to(), token.type().text());
        }
    }

    /** @param position index of the character, from 0 */
    private record ErrorView(int position, int end, String message) {}

    private record CompletionView(int from, List<Candidate> candidates) {}

    private record Candidate(String text, String type, String help) {}

    void tokens(Context request) {
        var query = query(request);
        var tokens = HighlightedToken.of(query).stream().map(TokenView::of).toList();
        TaggedAnswer.send(request, new TokensView(tokens, errors(query)));
    }

    private List<ErrorView> errors(String query) {
        try {
            if (!query.isBlank()) {
                PromqlParser.parse(query, context.rules().defaults().features());
            }
            return List.of();
        } catch (PromqlSyntaxException e) {
            var positions = new HighlightedToken.Positions(query);
            return List.of(new ErrorView(
                    positions.index(e.span().start()), positions.index(e.span().end()), e.reason()));
        }
    }

    void completion(Context request) {
        var query = query(request);
        var parameters = new TocsinParameters(request, context.matchers());
        var place = Completion.at(query, parameters.number("position", query.length(), 0, query.length()));
        TaggedAnswer.send(request, new CompletionView(place.from(), candidates(place)));
    }

    private static String query(Context request) {
        var query = request.queryParam("query");
        if (query == null) {
            return "";
        }
        if (query.length() > Limit.EXPRESSION_LENGTH.value()) {
            throw TocsinParameters.invalid(
                    "query", query, "must have at most %d characters".formatted(Limit.EXPRESSION_LENGTH.value()));
        }
        return query;
    }

    private List<Candidate> candidates(Completion place) {
        var names = new SeriesNames(context.rules().store(), CANDIDATES);
        return switch (place.place()) {
            case EXPRESSION -> expression(place.word(), names);
            case LABEL_NAME -> typed(names.labels(place.metric(), place.word()), "label");
            case LABEL_VALUE -> typed(names.values(place.metric(), place.label(), place.word()), "value");
            case DURATION ->
                typed(
                        DURATIONS.stream()
                                .filter(one -> one.startsWith(place.word()))
                                .toList(),
                        "duration");
            case NOTHING -> List.of();
        };
    }

    private static List<Candidate> typed(List<String> texts, String type) {
        return texts.stream().map(text -> new Candidate(text, type, "")).toList();
    }

    /** Metrics first: their names are what is hard to remember. */
    private static List<Candidate> expression(String word, SeriesNames names) {
        var lower = word.toLowerCase(Locale.ROOT);
        var candidates = new ArrayList<>(typed(names.metrics(word), "metric"));
        PromqlFunctions.all().stream()
                .filter(function -> function.name().startsWith(lower))
                .map(function -> new Candidate(function.name(), "function", signature(function)))
                .forEach(candidates::add);
        Stream.of(Aggregator.values())
                .map(Aggregator::toString)
                .filter(name -> name.startsWith(lower))
                .map(name -> new Candidate(name, "aggregator", ""))
                .forEach(candidates::add);
        KEYWORDS.stream()
                .filter(name -> name.startsWith(lower))
                .map(name -> new Candidate(name, "keyword", ""))
                .forEach(candidates::add);
        return candidates.stream().limit(2L * CANDIDATES).toList();
    }

    private static String signature(PromqlFunction function) {
        var arguments = function.argumentTypes().stream()
                .map(type -> type.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return "%s(%s)".formatted(function.name(), arguments);
    }
}
