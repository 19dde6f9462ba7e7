package slipway.sandbox.cloud.ecr;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What images of one repository are made of: layers and configs by digest, and uploads under way. Of what is complete and large only the size is kept. */
final class Layers {
    /** Configurations are smaller, and nobody reads layers here. */
    private static final int MOST_KEPT = 1024 * 1024;

    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, ByteArrayOutputStream> uploads = new HashMap<>();

    /** Takes all that the manifest refers to as uploaded. */
    void holdAllOf(Manifest manifest) {
        sizes.putAll(manifest.blobs());
        contents.putAll(manifest.contents());
    }

    /** Returns what the manifest refers to and nobody has uploaded, in its order. */
    List<String> missing(Manifest manifest) {
        return manifest.blobs().keySet().stream().filter(digest -> !sizes.containsKey(digest)).toList();
    }

    OptionalLong size(String digest) {
        Long size = sizes.get(digest);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** Returns what is in it, if that is kept. */
    Optional<byte[]> content(String digest) {
        return Optional.ofNullable(contents.get(digest));
    }

    void begin(String upload) {
        uploads.put(upload, new ByteArrayOutputStream());
    }

    Optional<ByteArrayOutputStream> upload(String id) {
        return Optional.ofNullable(uploads.get(id));
    }

    /** Ends an upload, whose bytes have this digest. */
    void complete(String upload, String digest) {
        byte[] bytes = uploads.remove(upload).toByteArray();
        sizes.put(digest, (long) bytes.length);
        if (bytes.length <= MOST_KEPT) {
            contents.put(digest, bytes);
        }
    }
}
