// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** An S3 server and stores in a bucket of it. */
final class S3Scene implements AutoCloseable {
    static final String BUCKET = "symbols";

    private final S3Server server;
    private final Map<String, String> properties = new HashMap<>();
    private int stores;

    S3Scene(Path directory) throws IOException, InterruptedException {
        server = S3Server.start(directory, BUCKET);
        credentials();
        properties.put("symsrv.s3.endpoint", server.endpoint());
        properties.put("symsrv.s3.responseTimeout", "20");
    }

    /** The SDK looks for them in the properties of the process, too. */
    static void credentials() {
        System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
        System.setProperty("aws.region", "us-east-1");
    }

    S3Server server() {
        return server;
    }

    /** A name that no store has yet. */
    String fresh() {
        return "store" + stores++;
    }

    S3Bucket bucket(String store) throws IOException {
        return bucket(store, server.endpoint());
    }

    /** The same by another way to the server. */
    S3Bucket bucket(String store, String endpoint) throws IOException {
        return new S3Bucket(location(store), connection(endpoint));
    }

    static S3Location location(String store) throws IOException {
        return S3Location.parse("s3://" + BUCKET + "/" + store);
    }

    /** A way to the server with others who hear of each request. */
    S3Connection connection(String endpoint, ExecutionInterceptor... watchers) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("symsrv.s3.endpoint", endpoint);
        S3Settings settings = new S3Settings(name -> all.getOrDefault(name, ""));
        return new S3Connection(settings, List.of(watchers));
    }

    StoreStorage open(String store) throws IOException {
        return open(store, LockClock.SYSTEM);
    }

    StoreStorage open(String store, LockClock clock) throws IOException {
        return new S3Storage(bucket(store), clock);
    }

    @Override
    public void close() {
        server.close();
    }
}
