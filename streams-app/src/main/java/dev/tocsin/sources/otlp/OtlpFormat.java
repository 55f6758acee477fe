package dev.tocsin.sources.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.DecodingBudget;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.UndecodableRecordException;

/** Samples of a metrics export request of OTLP. */
public record OtlpFormat(OtlpOptions options) {
    /**
     * Reads a request in protobuf.
     *
     * @param defaultTimeMs time of points that have none, in milliseconds since 1970
     * @throws IllegalArgumentException if it is no metrics request
     */
    public DecodedRecord.Samples protobuf(byte[] request, long defaultTimeMs) throws UndecodableRecordException {
        return samples(new ProtobufFields(ProtobufReader.of(request)), defaultTimeMs);
    }

    /**
     * Reads a request in JSON.
     *
     * @param defaultTimeMs time of points that have none, in milliseconds since 1970
     * @throws IllegalArgumentException if it is no metrics request
     */
    public DecodedRecord.Samples json(JsonNode request, long defaultTimeMs) throws UndecodableRecordException {
        return samples(JsonFields.of(MessageType.METRICS_DATA, request), defaultTimeMs);
    }

    private DecodedRecord.Samples samples(MessageFields request, long defaultTimeMs) throws UndecodableRecordException {
        var budget = new DecodingBudget();
        var collector = new SampleCollector(budget);
        for (var resource : new OtlpReader(budget, defaultTimeMs).read(request)) {
            new OtlpTranslation(options, resource, collector).translate(resource.scopes());
        }
        return collector.result();
    }
}
