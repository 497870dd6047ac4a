/// Where the figures were read, named once.
///
/// Addresses are of the live pages; copies were read in November 2026, so check a figure again
/// before quoting it to a customer.
enum Page {
  static let appleResponses =
    "https://developer.apple.com/documentation/usernotifications/"
    + "handling-notification-responses-from-apns"
  static let appleConnections =
    "https://developer.apple.com/documentation/usernotifications/"
    + "establishing-a-connection-to-apns"
  static let appleSending =
    "https://developer.apple.com/documentation/usernotifications/"
    + "sending-notification-requests-to-apns"
  static let appleGuide =
    "https://developer.apple.com/library/archive/documentation/NetworkingInternet/Conceptual/"
    + "RemoteNotificationsPG/CommunicatingwithAPNs.html"
  static let appleRenewals = "https://developer.apple.com/forums/thread/675879"
  static let appleTeamLimit = "https://developer.apple.com/forums/thread/702056"
  static let appleRenewalConditions = "https://developer.apple.com/forums/thread/770438"
  static let appleThrottling = "https://developer.apple.com/forums/thread/854496"
  static let appleFleet = "https://developer.apple.com/forums/thread/778909"
  static let appleDeviceLimit = "https://developer.apple.com/forums/thread/95283"
  static let appleVoIP = "https://developer.apple.com/forums/thread/825224"

  static let fcmQuotas = "https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas"
  static let fcmScale = "https://firebase.google.com/docs/cloud-messaging/scale-fcm"
  static let fcmErrors = "https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode"
  static let fcmTopics = "https://firebase.google.com/docs/cloud-messaging/topic-messaging"
  static let adminNodeStreams = "https://github.com/firebase/firebase-admin-node/issues/2943"
  static let adminJavaIdle = "https://github.com/firebase/firebase-admin-java/issues/1028"
  static let adminNodeTimeout = "https://github.com/firebase/firebase-admin-node/pull/1947"
  static let adminGoQuota = "https://github.com/firebase/firebase-admin-go/issues/736"
  static let insiderQuota =
    "https://academy.insiderone.com/docs/new-fcm-quota-system-and-its-impact-on-message-delivery"

  static let pushiko = "https://github.com/bloomberg/pushiko/blob/HEAD/docs/comparisons.md"
  static let pushikoResponses =
    "https://github.com/bloomberg/pushiko/blob/HEAD/docs/fcm_responses.md"
  static let pushy = "https://github.com/jchambers/pushy"

  static let twilio30001 = "https://www.twilio.com/docs/api/errors/30001"
  static let twilio63017 = "https://www.twilio.com/docs/api/errors/63017.md"
  static let twilioErrors = "https://www.twilio.com/docs/api/errors"
  static let twilioTollFree =
    "https://support.twilio.com/hc/en-us/articles/4411046744987-Toll-Free-SMS-and-MMS-messaging-"
    + "throughput-MPS"
  static let twilioAlphanumeric =
    "https://support.twilio.com/hc/en-us/articles/360057082693-Can-I-increase-message-throughput-"
    + "MPS-for-an-Alphanumeric-Sender-ID"
  static let otpDelay = "https://startmessaging.com/blog/otp-delivery-delay-fix"
  static let awsSMSLimits =
    "https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-mps.html"
  static let awsSNS = "https://docs.aws.amazon.com/sns/latest/dg/sms_preferences.html"
  static let vonageErrors = "https://developer.vonage.com/api-errors/sms"
  static let telnyx = "https://developers.telnyx.com/docs/messaging/messages/rate-limiting"
  static let signalWire = "https://developer.signalwire.com/guides/signalwire-rate-limits"
  static let sesErrors =
    "https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html"
  static let sesQuotas = "https://docs.aws.amazon.com/ses/latest/dg/quotas.html"
  static let sesStart =
    "https://acellemail.com/de/kb/artikel/ses-sending-limits-cookbook"
  static let sesReputation = "https://blog.sendops.dev/blog/fix-aws-ses-bounce-and-complaint-rate/"
  static let sendGridErrors =
    "https://sendgrid.com/docs/for-developers/sending-email/smtp-errors-and-troubleshooting/"
  static let sendGridRate = "https://github.com/SpotOnInc/espwrap/pull/29"

  static let http = "RFC 9110, section 15"
  static let smtp = "RFC 5321, section 4.2.3"
  static let tooManyRequests = "RFC 6585, section 4"
  static let http2Safe = "RFC 9113, section 8.7"
  static let http2GoAway = "RFC 9113, section 6.8"

  static let ourChoice = "our choice; no published figure"
  static let notesOnApple = "third party's 2026 notes on Apple's pages"
  static let notesOnGoogle = "third party's 2026 notes on Google's pages"
  static let notes000 = "field notes 000"
  static let notes001 = "field notes 001"
  static let notes002 = "field notes 002"
}
