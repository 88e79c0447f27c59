#include "rapport/domain/mail_providers.hpp"

#include <doctest/doctest.h>

#include <string>

namespace rapport {

TEST_CASE("mail_providers: where everybody may have an address") {
  for (const char* domain :
       {"gmail.com",      "googlemail.com", "GMX.de",         "gmx.co.uk",    "yahoo.fr",
        "yahoo.com.br",   "hotmail.it",     "outlook.com.au", "web.de",       "t-online.de",
        "free.fr",        "laposte.net",    "libero.it",      "wp.pl",        "seznam.cz",
        "bluewin.ch",     "ziggo.nl",       "telia.com",      "mail.ru",      "yandex.kz",
        "qq.com",         "163.com",        "naver.com",      "docomo.ne.jp", "rediffmail.com",
        "bigpond.com",    "uol.com.br",     "proton.me",      "icloud.com",   "hey.com",
        "btinternet.com", "comcast.net"})
    CHECK_MESSAGE(is_mail_provider(domain), std::string(domain));
  for (const char* domain : {"acme.test", "", "com", "gmail", "yahoo", "mail.gmail.com",
                             "gmail.com.acme.test", "yahoo.acme.test", "acme.onmicrosoft.com",
                             "outlook.solutions", "co.uk", "siemens.com", "# Domains"})
    CHECK_MESSAGE(!is_mail_provider(domain), std::string(domain));
}

}  // namespace rapport
