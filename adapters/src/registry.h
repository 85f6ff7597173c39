// One function a provider, from its own file; registry.cpp lists them.
#pragma once

#include "adapters/adapter.h"

namespace sambung::adapters {

[[nodiscard]] Maker africastalking_ussd();
[[nodiscard]] Maker africastalking_sms();
[[nodiscard]] Maker kannel();
[[nodiscard]] Maker whatsapp_cloud();
[[nodiscard]] Maker twilio();
[[nodiscard]] Maker infobip();
[[nodiscard]] Maker vonage();
[[nodiscard]] Maker sms_http();
[[nodiscard]] Maker ussd_http();
[[nodiscard]] Maker jasmin();
[[nodiscard]] Maker eight_by_eight();
[[nodiscard]] Maker qontak();
[[nodiscard]] Maker zenziva();
[[nodiscard]] Maker dartmedia();
[[nodiscard]] Maker fonnte();
[[nodiscard]] Maker wablas();
[[nodiscard]] Maker zenvia();
[[nodiscard]] Maker telegram();
[[nodiscard]] Maker smpp_link();
[[nodiscard]] Maker unit_webhook();
[[nodiscard]] Maker smtp();

}  // namespace sambung::adapters
