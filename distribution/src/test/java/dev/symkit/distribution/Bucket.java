// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import dev.symkit.testkit.s3.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of S3Proxy as its API shows it. Thread-safe. */
final class Bucket implements AutoCloseable {
    /** Its name. */
    static final String NAME = "symbols";

    private final S3Client client;

    /** The bucket of a server that was started with it. */
    Bucket(S3Server server) {
        client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create(server.endpoint()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    void put(String key, Path file) {
        client.putObject(request -> request.bucket(NAME).key(key), RequestBody.fromFile(file));
    }

    byte[] read(String key) {
        return client.getObjectAsBytes(request -> request.bucket(NAME).key(key)).asByteArray();
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket(NAME).key(key));
    }

    /** Keys of all objects whose keys begin so, in order. */
    List<String> keys(String prefix) {
        return client.listObjectsV2Paginator(request -> request.bucket(NAME).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    /** Keys of the uploads that were begun and neither completed nor given up, up to a thousand. */
    List<String> uploads(String prefix) {
        return client.listMultipartUploads(request -> request.bucket(NAME).prefix(prefix)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
