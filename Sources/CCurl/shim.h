#pragma once
#include <curl/curl.h>

/* curl_easy_setopt and curl_easy_getinfo take variable arguments, which Swift cannot call. One function for each type
   of value that an option takes. */

typedef size_t (*bridge_curl_receiver)(char *bytes, size_t size, size_t count, void *context);
typedef int (*bridge_curl_listener)(CURL *handle, curl_infotype kind, char *bytes, size_t size, void *context);
typedef int (*bridge_curl_progress)(void *context, curl_off_t to_receive, curl_off_t received, curl_off_t to_send,
                                    curl_off_t sent);

static inline CURLcode bridge_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bridge_curl_set_large(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/* libcurl copies strings, except for CURLOPT_POSTFIELDS. */
static inline CURLcode bridge_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bridge_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bridge_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bridge_curl_set_receiver(CURL *handle, CURLoption option, bridge_curl_receiver receiver) {
    return curl_easy_setopt(handle, option, receiver);
}

static inline CURLcode bridge_curl_set_progress(CURL *handle, CURLoption option, bridge_curl_progress progress) {
    return curl_easy_setopt(handle, option, progress);
}

static inline CURLcode bridge_curl_set_opener(CURL *handle, CURLoption option, curl_opensocket_callback opener) {
    return curl_easy_setopt(handle, option, opener);
}

/* What the union behind `addr` holds is longer than `struct sockaddr`, which is all that Swift would copy. */
static inline const void *bridge_curl_socket_address(const struct curl_sockaddr *address) { return &address->addr; }

/* CURL_SOCKET_BAD is a macro with a cast on some systems. */
static const curl_socket_t bridge_curl_no_socket = CURL_SOCKET_BAD;

static inline CURLcode bridge_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode bridge_curl_set_listener(CURL *handle, CURLoption option, bridge_curl_listener listener) {
    return curl_easy_setopt(handle, option, listener);
}
