// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The SDK's client, made when it is first needed. Thread-safe. */
final class S3Connection implements Closeable {
    private final S3Settings settings;
    private final List<ExecutionInterceptor> watchers;
    private @Nullable S3Client client;
    private @Nullable S3Presigner presigner;
    private @Nullable AwsCredentialsProvider credentials;

    S3Connection(S3Settings settings) {
        this(settings, List.of());
    }

    /** The same, with others who hear of each request. */
    S3Connection(S3Settings settings, List<ExecutionInterceptor> watchers) {
        this.settings = settings;
        this.watchers = List.copyOf(watchers);
    }

    /** @throws IOException if a setting is wrong */
    synchronized S3Client client() throws IOException {
        if (client == null) {
            client = newClient();
        }
        return client;
    }

    private S3Client newClient() throws IOException {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.connectTimeout())
                        .socketTimeout(settings.responseTimeout())
                        .build())
                .overrideConfiguration(all -> all.executionInterceptors(watchers))
                .credentialsProvider(credentials())
                .region(region())
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // A body in signed pieces goes out in many small writes. A server that has all bytes may answer and
                // close
                // the connection before the last piece is ended; the JDK takes that for an error, each time it is sent.
                .serviceConfiguration(S3Configuration.builder()
                        .expectContinueEnabled(false)
                        .chunkedEncodingEnabled(false)
                        .build());
        if (settings.endpoint().isPresent()) {
            builder.endpointOverride(settings.endpoint().get());
        } else {
            builder.crossRegionAccessEnabled(true);
        }
        return builder.build();
    }

    /** Signs URLs for others. */
    synchronized S3Presigner presigner() throws IOException {
        if (presigner == null) {
            S3Presigner.Builder builder = S3Presigner.builder()
                    .credentialsProvider(credentials())
                    .region(region())
                    .serviceConfiguration(S3Configuration.builder()
                            .pathStyleAccessEnabled(settings.pathStyle())
                            .build());
            settings.endpoint().ifPresent(builder::endpointOverride);
            presigner = builder.build();
        }
        return presigner;
    }

    /** Whether requests are signed. */
    boolean signs() throws IOException {
        return !settings.anonymous();
    }

    private AwsCredentialsProvider credentials() throws IOException {
        if (credentials == null) {
            credentials = settings.anonymous()
                    ? AnonymousCredentialsProvider.create()
                    : DefaultCredentialsProvider.builder().build();
        }
        return credentials;
    }

    /** The machine's own service is not asked for it: that takes seconds where there is none. */
    private Region region() {
        if (settings.region().isPresent()) {
            return Region.of(settings.region().get());
        }
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException e) {
            return Region.US_EAST_1; // the client follows to where the bucket is
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
        if (presigner != null) {
            presigner.close();
        }
        if (credentials instanceof DefaultCredentialsProvider chain) {
            chain.close();
        }
    }
}
