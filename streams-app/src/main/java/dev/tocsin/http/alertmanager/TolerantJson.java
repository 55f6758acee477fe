package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.labels.LabelName;
import dev.tocsin.limits.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Decodes JSON as tolerantly as Go's {@code encoding/json}: U+FFFD for each byte that is not UTF-8 and for unpaired
 * surrogates, keys whatever their case, nothing after the first value is read.
 */
final class TolerantJson {
    private static final char REPLACEMENT = '\uFFFD';
    /** Names are labels here, so they are as long as the body at most, and are not kept for later requests. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(Limit.REQUEST_BODY.intValue())
                            .maxTokenCount(Limit.JSON_TOKENS.value())
                            .build())
                    .build())
            .build();

    private TolerantJson() {}

    /** @throws IllegalArgumentException if the text is not JSON; the message has the reason and the place, no content */
    static JsonNode read(byte[] json) {
        return read(json, parser -> orNull(MAPPER.readTree(parser)));
    }

    /**
     * Passes on the elements of an array, so that only one of them is in memory at a time. An exception of the consumer is
     * thrown once the rest of the array was read.
     *
     * @return an empty array after an array, otherwise the value
     * @throws IllegalArgumentException if the text is not JSON; the message has the reason and the place, no content
     */
    static JsonNode readElements(byte[] json, Consumer<JsonNode> elements) {
        return read(json, parser -> {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return orNull(MAPPER.readTree(parser));
            }
            RuntimeException failure = null;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (failure != null) {
                    parser.skipChildren();
                    continue;
                }
                JsonNode element = MAPPER.readTree(parser);
                try {
                    elements.accept(element);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
            if (failure != null) {
                throw failure;
            }
            return MAPPER.createArrayNode();
        });
    }

    /** A parser of the text, which begins before its first token. */
    static JsonParser parser(byte[] json) throws IOException {
        return MAPPER.createParser(withoutInvalidBytes(json));
    }

    private static JsonNode orNull(JsonNode tree) {
        return tree == null || tree.isMissingNode() ? MAPPER.nullNode() : tree;
    }

    /** Reads from a parser. */
    private interface Reading {
        JsonNode read(JsonParser parser) throws IOException;
    }

    private static JsonNode read(byte[] json, Reading reading) {
        try (var parser = parser(json)) {
            return reading.read(parser);
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException("it is too large: " + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            throw new IllegalArgumentException(
                    location == null
                            ? e.getOriginalMessage()
                            : "%s (line %d, column %d)"
                                    .formatted(e.getOriginalMessage(), location.getLineNr(), location.getColumnNr()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a key: of the last one, whatever its case, that is not null. Null if there is none. */
    static JsonNode field(JsonNode object, String key) {
        JsonNode found = null;
        for (var entry : object.properties()) {
            if (entry.getKey().equalsIgnoreCase(key) && !entry.getValue().isNull()) {
                found = entry.getValue();
            }
        }
        return found;
    }

    /** The text with U+FFFD in the place of unpaired surrogates. */
    static String text(String text) {
        return LabelName.isUnicode(text)
                ? text
                : text.codePoints()
                        .map(point -> isSurrogate(point) ? REPLACEMENT : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    // A surrogate that is a code point of its own is unpaired.
    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static byte[] withoutInvalidBytes(byte[] bytes) {
        if (isAscii(bytes)) {
            return bytes;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return bytes;
        } catch (CharacterCodingException e) {
            return replaceInvalidBytes(bytes).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (var one : bytes) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    // Java's own replacement has one U+FFFD for several bytes of a sequence that is cut short. Go's has one for each.
    private static String replaceInvalidBytes(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var input = ByteBuffer.wrap(bytes);
        var output = CharBuffer.allocate(bytes.length);
        while (input.hasRemaining()) {
            var result = decoder.decode(input, output, true);
            if (result.isError()) {
                for (var i = 0; i < result.length(); i++) {
                    input.get();
                    output.put(REPLACEMENT);
                }
            }
            decoder.reset();
        }
        return output.flip().toString();
    }
}
