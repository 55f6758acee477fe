package dev.tocsin.kafka.sources;

import dev.tocsin.kafka.codec.WriterSchema;
import dev.tocsin.kafka.registry.WireFormat;
import java.util.Optional;

/** Schemas of a registry. A schema that it does not know, or that is not Avro, is empty. */
public interface RegistrySchemas {
    /** No registry. */
    RegistrySchemas NONE = new RegistrySchemas() {
        @Override
        public Optional<WriterSchema> byId(int id) {
            return Optional.empty();
        }

        @Override
        public Optional<WriterSchema> byGuid(String guid) {
            return Optional.empty();
        }
    };

    /** The schemas that a wire format knows or can ask for. */
    static RegistrySchemas of(WireFormat format) {
        return new RegistrySchemas() {
            @Override
            public Optional<WriterSchema> byId(int id) {
                return format.foreignSchema(id);
            }

            @Override
            public Optional<WriterSchema> byGuid(String guid) {
                return format.foreignSchema(guid);
            }
        };
    }

    Optional<WriterSchema> byId(int id);

    Optional<WriterSchema> byGuid(String guid);
}
